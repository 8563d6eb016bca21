package org.yuanliu.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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

    /**
     * Takes in an open server, and returns it.
     *
     * @param closing closes it within the time it is given, on a thread of its own
     */
    <T> T add(T door, BiConsumer<T, Duration> closing) {
        closings.add(time -> closing.accept(door, time));
        return door;
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
