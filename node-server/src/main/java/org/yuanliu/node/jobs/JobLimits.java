package org.yuanliu.node.jobs;

import java.time.Duration;

/**
 * What import jobs may cost. One owner gets at most a quarter of {@code allBytes}, {@code waiting}
 * and {@code uploads}.
 *
 * @param fileBytes most bytes of one file
 * @param allBytes most bytes of all files and reports together, those being uploaded included
 * @param waiting most jobs that wait for their turn
 * @param uploads most files that are being uploaded at a time
 * @param kept most jobs of one owner that are kept after they ended, the newest
 * @param keep how long a job is kept after it ended
 */
public record JobLimits(long fileBytes, long allBytes, int waiting, int uploads, int kept, Duration keep) {
    /** 2 GiB a file, 16 GiB in all, 100 waiting, 16 uploads, 100 of an owner kept for 30 days. */
    public static final JobLimits DEFAULT = new JobLimits(2L << 30, 16L << 30, 100, 16, 100, Duration.ofDays(30));

    /** The same with another {@code allBytes}, of which a file gets a quarter at most. */
    public JobLimits within(long bytes) {
        return new JobLimits(Math.min(fileBytes, Math.max(1, bytes / 4)), bytes, waiting, uploads, kept, keep);
    }

    long bytesOfOne() {
        return Math.max(1, allBytes / 4);
    }

    int uploadsOfOne() {
        return Math.max(1, uploads / 4);
    }

    int waitingOfOne() {
        return Math.max(1, waiting / 4);
    }
}
