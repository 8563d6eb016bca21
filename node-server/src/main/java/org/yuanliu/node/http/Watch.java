package org.yuanliu.node.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when something must have happened. One task a connection, however many requests: when it wakes up it looks
 * whether the deadline has moved. Belongs to the event loop.
 */
final class Watch {
    private final Channel channel;
    private final Runnable expired;
    private long deadline;
    private long wakeUp = Long.MAX_VALUE;
    private Future<?> watching;

    /** @param expired what to do when it has not happened */
    Watch(Channel channel, Runnable expired) {
        this.channel = channel;
        this.expired = expired;
        this.watching = channel.newSucceededFuture();
    }

    /** From now on. */
    void allow(Duration time) {
        deadline = now() + time.toNanos();
        if (deadline < wakeUp) {
            watching.cancel(false);
            watch();
        }
    }

    void cancel() {
        watching.cancel(false);
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    private void watch() {
        if (!channel.isActive()) {
            return;
        }
        long left = deadline - now();
        if (left <= 0) {
            // What is allowed from now on needs a task of its own.
            wakeUp = Long.MAX_VALUE;
            expired.run();
        } else {
            wakeUp = deadline;
            watching = channel.eventLoop().schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }
}
