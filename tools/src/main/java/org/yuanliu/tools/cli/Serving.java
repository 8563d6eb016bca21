package org.yuanliu.tools.cli;

import java.util.concurrent.CountDownLatch;
import org.yuanliu.tools.console.Exit;

/** Keeps the process alive while something serves, and ends both in peace on SIGTERM, Ctrl-C or an interrupt. */
final class Serving {
    private Serving() {}

    /**
     * Waits for the end and closes the service. On a signal the process ends here with code 0: the JVM itself would
     * report the signal as a failure.
     */
    static void untilStopped(Runnable close) {
        Thread onSignal = new Thread(
                () -> {
                    close.run();
                    System.out.flush();
                    System.err.flush();
                    Runtime.getRuntime().halt(Exit.OK.code());
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(onSignal);
            close.run();
        }
    }
}
