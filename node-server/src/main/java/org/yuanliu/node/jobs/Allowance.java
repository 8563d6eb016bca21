package org.yuanliu.node.jobs;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** What jobs and uploads take of their limits, and what an owner may take more. To be asked under the lock of jobs. */
final class Allowance {
    /** How long others' jobs are kept after they were done, however little room there is. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final Collection<Job> jobs;
    private final Collection<Upload> uploads;
    private final JobLimits limits;

    /**
     * @param jobs all of them, as they are when asked
     * @param uploads the same
     */
    Allowance(Collection<Job> jobs, Collection<Upload> uploads, JobLimits limits) {
        this.jobs = jobs;
        this.uploads = uploads;
        this.limits = limits;
    }

    static boolean waits(Job job) {
        return !job.state().ended();
    }

    /** Demands that one more job may wait. */
    void demandPlace(String owner) throws JobRefusal {
        long all = jobs.stream().filter(Allowance::waits).count();
        long mine = jobs.stream()
                .filter(Allowance::waits)
                .filter(job -> isOf(owner, job))
                .count();
        if (mine >= limits.waitingOfOne()) {
            throw new JobRefusal(Reason.JOBS_FULL, mine + " / " + limits.waitingOfOne() + " (" + owner + ")");
        }
        if (all >= limits.waiting()) {
            throw new JobRefusal(Reason.JOBS_FULL, all + " / " + limits.waiting());
        }
    }

    /** Demands that one more file may be uploaded. */
    void demandUpload(String owner) throws JobRefusal {
        long mine = uploads.stream().filter(upload -> isOf(owner, upload)).count();
        if (mine >= limits.uploadsOfOne() || uploads.size() >= limits.uploads()) {
            throw new JobRefusal(Reason.TOO_BUSY, uploads.size() + " files are being uploaded already");
        }
    }

    /** Why so many bytes more may not be stored. */
    Optional<Problem> full(String owner, long more) {
        long mine = stored(owner) + more;
        if (mine > limits.bytesOfOne()) {
            return Optional.of(
                    Problem.of(Reason.JOBS_FULL, mine + " / " + limits.bytesOfOne() + " bytes (" + owner + ")"));
        }
        long all = more
                + jobs.stream().mapToLong(job -> job.seen().stored()).sum()
                + uploads.stream().mapToLong(Upload::stored).sum();
        return all > limits.allBytes()
                ? Optional.of(Problem.of(Reason.JOBS_FULL, all + " / " + limits.allBytes() + " bytes"))
                : Optional.empty();
    }

    /** The job to take away where that is so: one of the owner's that is done, or of others' that is done for long. */
    Optional<Job> spare(String owner, long more, long nowMillis) {
        boolean ownOnly = stored(owner) + more > limits.bytesOfOne();
        return jobs.stream()
                .filter(job -> job.state() == ImportState.DONE)
                .filter(job -> isOf(owner, job) || !ownOnly && job.seen().endedMillis() < nowMillis - GRACE.toMillis())
                .min(Comparator.comparing((Job job) -> !isOf(owner, job))
                        .thenComparing(job -> job.seen().endedMillis()));
    }

    private long stored(String owner) {
        return jobs.stream()
                        .filter(job -> isOf(owner, job))
                        .mapToLong(job -> job.seen().stored())
                        .sum()
                + uploads.stream()
                        .filter(upload -> isOf(owner, upload))
                        .mapToLong(Upload::stored)
                        .sum();
    }

    private static boolean isOf(String owner, Job job) {
        return job.seen().given().owner().equals(owner);
    }

    private static boolean isOf(String owner, Upload upload) {
        return upload.wish().owner().equals(owner);
    }
}
