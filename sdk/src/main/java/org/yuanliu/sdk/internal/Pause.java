package org.yuanliu.sdk.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between attempts: doubled each time, and different for each client, so that they spread. */
final class Pause {
    private static final long FIRST = Duration.ofMillis(50).toNanos();
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();

    private Pause() {}

    /**
     * In nanoseconds.
     *
     * @param attempts made so far, at least 1
     */
    static long before(int attempts) {
        long full = Math.min(LONGEST, FIRST << Math.min(attempts - 1, 10));
        return full / 2 + ThreadLocalRandom.current().nextLong(full / 2);
    }
}
