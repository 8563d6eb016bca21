package org.yuanliu.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something short again and again until it is closed, and once more then. */
final class Every implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Every.class);

    private final Runnable action;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(action -> {
        Thread thread = new Thread(action, "timer");
        thread.setDaemon(true);
        return thread;
    });

    Every(Duration time, Runnable action) {
        this.action = action;
        timer.scheduleWithFixedDelay(this::act, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void act() {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a regular task failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        act();
    }
}
