package org.yuanliu.tools.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;

/** Keeps the process alive while something serves, and ends both in peace on SIGTERM, Ctrl-C or an interrupt. */
final class Serving {
    /** What closing may take beside answering what is under way: to write, and to give files and threads back. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Console console;
    private final Duration drain;
    private final Runnable close;
    private final Thread onSignal = new Thread(() -> Runtime.getRuntime().halt(closed().code()), "stop");

    private Serving(Console console, Duration drain, Runnable close) {
        this.console = console;
        this.drain = drain;
        this.close = close;
    }

    /**
     * Takes care of signals from now on, so it comes before anybody is told that the service serves. On a signal the
     * process ends with code 0: the JVM itself would report the signal as a failure. If closing hangs, as on a disk that
     * does not answer, it ends with a fault, {@link #CLOSING} after the drain: what was acknowledged is on disk. Further
     * signals change nothing.
     *
     * @param drain how long the service itself takes at most to answer what is under way
     * @param close closes the service
     */
    static Serving begin(Console console, Duration drain, Runnable close) {
        Serving serving = new Serving(console, drain, close);
        Runtime.getRuntime().addShutdownHook(serving.onSignal);
        return serving;
    }

    /** Waits for the end. */
    void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(onSignal);
            close.run();
        }
    }

    private Exit closed() {
        Thread closing = new Thread(close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(drain.plus(CLOSING).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean late = closing.isAlive();
        if (late) {
            console.say("start.late", drain.plus(CLOSING).toSeconds());
        }
        System.out.flush();
        System.err.flush();
        return late ? Exit.FAULT : Exit.OK;
    }
}
