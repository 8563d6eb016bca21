package org.yuanliu.tools.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one run gave.
 *
 * @param rate operations a second that succeeded
 * @param p50 median time of one in microseconds, its wait in the generator's window included
 * @param p99 the time that one in a hundred exceeds
 * @param p999 that one in a thousand exceeds; 0 if nobody said
 * @param lost operations without an answer
 */
public record Sample(double rate, double p50, double p99, double p999, long lost) {
    /** From a program that says no more than these. */
    public Sample(double rate, double p50, double p99, long lost) {
        this(rate, p50, p99, 0, lost);
    }

    /** @param nanos time of each operation */
    public static Sample of(Histogram nanos, Duration time, long lost) {
        double seconds = time.toNanos() / 1e9;
        return new Sample(
                nanos.getTotalCount() / seconds,
                nanos.getValueAtPercentile(50) / 1000.0,
                nanos.getValueAtPercentile(99) / 1000.0,
                nanos.getValueAtPercentile(99.9) / 1000.0,
                lost);
    }

    Sample losing(long operations) {
        return new Sample(rate, p50, p99, p999, operations);
    }
}
