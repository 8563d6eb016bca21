package org.yuanliu.tools.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one run gave.
 *
 * @param rate operations a second that succeeded
 * @param p50 median time of one in microseconds, its wait in the generator's window included
 * @param p99 the time that one in a hundred exceeds
 * @param lost operations without an answer
 */
record Sample(double rate, double p50, double p99, long lost) {
    /** @param nanos time of each operation */
    static Sample of(Histogram nanos, Duration time, long lost) {
        double seconds = time.toNanos() / 1e9;
        return new Sample(
                nanos.getTotalCount() / seconds,
                nanos.getValueAtPercentile(50) / 1000.0,
                nanos.getValueAtPercentile(99) / 1000.0,
                lost);
    }
}
