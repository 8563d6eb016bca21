package org.yuanliu.tools.bench.load;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts operations and how long each took, from its start on. Thread-safe. */
public final class Stopwatch {
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();

    private final Histogram nanos = new ConcurrentHistogram(LONGEST, 2);
    private final long start = System.nanoTime();
    private final long end;

    public Stopwatch(Duration time) {
        end = start + time.toNanos();
    }

    public boolean running() {
        return System.nanoTime() - end < 0;
    }

    /** Notes an operation that began at {@code began}, unless the time is over. */
    public void count(long began) {
        count(began, 1);
    }

    /** The same for {@code operations} done together. */
    public void count(long began, int operations) {
        long now = System.nanoTime();
        if (now - end < 0) {
            nanos.recordValueWithCount(Math.min(LONGEST, now - began), operations);
        }
    }

    /** Waits until the time is over. */
    public Sample sample(long lost) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
        }
        return Sample.of(nanos, Duration.ofNanos(end - start), lost);
    }

    /** What was counted until now, where the operations do not follow each other without a pause. */
    public Sample sampleSoFar() {
        return Sample.of(nanos, Duration.ofNanos(System.nanoTime() - start), 0);
    }

    /** What was counted until now, as the work of {@code time}; those lost took as long as can be told. */
    Sample sampleOver(Duration time, long lost) {
        double rate = nanos.getTotalCount() / (time.toNanos() / 1e9);
        nanos.recordValueWithCount(LONGEST, lost);
        Sample sample = Sample.of(nanos, time, lost);
        return new Sample(rate, sample.p50(), sample.p99(), sample.p999(), lost);
    }

    public Sample sample() throws InterruptedException {
        return sample(0);
    }
}
