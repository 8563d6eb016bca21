package org.yuanliu.node;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Goes on evenly from where the given clock stood at the start, whatever somebody sets that clock to: for how long things
 * live, not for what time it is. Thread-safe.
 */
final class SteadyClock extends Clock {
    private final Instant start;
    private final long startNanos = System.nanoTime();

    SteadyClock(Clock clock) {
        start = clock.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
