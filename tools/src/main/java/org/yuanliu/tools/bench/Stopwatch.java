package org.yuanliu.tools.bench;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts operations and how long each took, from its start on. Thread-safe. */
final class Stopwatch {
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();

    private final Histogram nanos = new ConcurrentHistogram(LONGEST, 2);
    private final long start = System.nanoTime();
    private final long end;

    Stopwatch(Duration time) {
        end = start + time.toNanos();
    }

    boolean running() {
        return System.nanoTime() - end < 0;
    }

    /** Notes an operation that began at {@code began}, unless the time is over. */
    void count(long began) {
        count(began, 1);
    }

    /** The same for {@code operations} done together. */
    void count(long began, int operations) {
        long now = System.nanoTime();
        if (now - end < 0) {
            nanos.recordValueWithCount(Math.min(LONGEST, now - began), operations);
        }
    }

    /** Waits until the time is over. */
    Sample sample(long lost) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
        }
        return Sample.of(nanos, Duration.ofNanos(end - start), lost);
    }

    /** What was counted until now, where the operations do not follow each other without a pause. */
    Sample sampleSoFar() {
        return Sample.of(nanos, Duration.ofNanos(System.nanoTime() - start), 0);
    }

    Sample sample() throws InterruptedException {
        return sample(0);
    }
}
