package org.yuanliu.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a node, which are closed all at once: while one still answers what is under way, the others take nothing
 * new either. For one thread.
 */
final class Doors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Duration drain;
    private final List<Consumer<Duration>> closings = new ArrayList<>();

    /** @param drain how long requests under way may take to be answered */
    Doors(Duration drain) {
        this.drain = drain;
    }

    /** @param closing closes a server within the time it is given, on a thread of its own */
    void add(Consumer<Duration> closing) {
        closings.add(closing);
    }

    @Override
    public void close() {
        List<Thread> threads = closings.stream().map(this::start).toList();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread start(Consumer<Duration> closing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        closing.accept(drain);
                    } catch (RuntimeException e) {
                        LOG.warn("closing a door failed", e);
                    }
                },
                "closing");
        thread.start();
        return thread;
    }
}
