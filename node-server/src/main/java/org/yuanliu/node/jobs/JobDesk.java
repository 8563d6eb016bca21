package org.yuanliu.node.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.Page;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.node.registry.Registry;

/**
 * Where the doors ask about import jobs: knows who may, and leaves what waits for the disk to workers. Methods never
 * block; each calls exactly one of its two consumers, now or later, from any thread.
 */
public final class JobDesk {
    /** Most rows of a report, and jobs, that are told at a time. */
    public static final int MAX_PAGE = 1000;

    private static final int MAX_NAME = 200;

    private final Jobs jobs;
    private final Registry registry;
    private final WorkQueue work;

    /** @param workers a bounded pool */
    public JobDesk(Jobs jobs, Registry registry, Executor workers) {
        this.jobs = jobs;
        this.registry = registry;
        this.work = new WorkQueue(workers);
    }

    /**
     * Some jobs, the newest first.
     *
     * @param next cursor of the next page
     */
    public record Listing(List<ImportJob> jobs, Optional<Bytes> next) {}

    /**
     * Some rows of a report.
     *
     * @param rows JSON each, as {@link org.yuanliu.json.JobJson#readRow} reads it
     * @param next line to go on with; 0 if there is no further row by now
     */
    public record Rows(List<Bytes> rows, long next) {}

    /** Something that waits for the disk. */
    private interface Step<T> {
        T take() throws JobRefusal;
    }

    /**
     * Begins to take a file.
     *
     * @param key 1..64 printable ASCII characters, unique for the caller
     * @param name for people, may be empty
     * @param locale of the texts in the report
     */
    public void begin(
            Caller caller, String key, String name, Locale locale, Consumer<Upload> done, Consumer<Problem> refused) {
        if (caller.identity().isEmpty()) {
            refused.accept(Problem.of(Reason.AUTHENTICATION_NEEDED));
        } else if (!Registry.validRequestId(key)) {
            refused.accept(Problem.of(
                    Reason.INVALID_ARGUMENT,
                    "The key of the job",
                    "right is 1 to " + Registry.MAX_REQUEST_ID + " printable ASCII characters"));
        } else if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            refused.accept(Problem.of(
                    Reason.INVALID_ARGUMENT,
                    "The name of the job",
                    "right are up to " + MAX_NAME + " characters without control characters"));
        } else {
            run(caller.source(), () -> jobs.begin(caller.identity().get(), key, name, locale), done, refused);
        }
    }

    /** Takes the next piece of a file, after the one before was done; a refusal is the end of the upload. */
    public void take(Upload upload, Bytes piece, InetAddress source, Runnable done, Consumer<Problem> refused) {
        run(
                source,
                () -> {
                    upload.take(piece);
                    return piece;
                },
                it -> done.run(),
                problem -> {
                    abandon(upload, source);
                    refused.accept(problem);
                });
    }

    /** The file is whole: makes it a job, safe on disk when that is told. */
    public void finish(Upload upload, Caller caller, Locale locale, Consumer<ImportJob> done, Consumer<Problem> no) {
        run(caller.source(), () -> upload.finish().view(locale), done, problem -> {
            abandon(upload, caller.source());
            no.accept(problem);
        });
    }

    /** Drops a file of which no more will come. */
    public void abandon(Upload upload, InetAddress source) {
        upload.give();
        run(
                source,
                () -> {
                    upload.abandon();
                    return upload;
                },
                it -> {},
                problem -> {});
    }

    /** How a job stands. */
    public void get(Caller caller, String id, Locale locale, Consumer<ImportJob> done, Consumer<Problem> refused) {
        find(caller, id, job -> done.accept(job.view(locale)), refused);
    }

    /** The caller's jobs; all if it is an operator. */
    public void list(Caller caller, Page page, Locale locale, Consumer<Listing> done, Consumer<Problem> refused) {
        if (caller.identity().isEmpty()) {
            refused.accept(Problem.of(Reason.AUTHENTICATION_NEEDED));
            return;
        }
        registry.isOperator(caller, operator -> {
            long before = page.after()
                    .filter(after -> after.length() == Long.BYTES)
                    .map(after -> after.u8(0))
                    .orElse(Long.MAX_VALUE);
            List<Job> found = jobs.all().stream()
                    .filter(job -> job.seen().given().number() < before)
                    .filter(job -> operator || isOwner(caller, job))
                    .limit(page.limit() + 1L)
                    .toList();
            boolean more = found.size() > page.limit();
            List<Job> shown = more ? found.subList(0, page.limit()) : found;
            Optional<Bytes> next = more ? Optional.of(cursor(shown.get(shown.size() - 1))) : Optional.empty();
            done.accept(new Listing(shown.stream().map(job -> job.view(locale)).toList(), next));
        });
    }

    private static Bytes cursor(Job last) {
        return Bytes.hex(String.format("%016x", last.seen().given().number()));
    }

    /**
     * Rows of a job's report, as far as there are any by now.
     *
     * @param from first line of interest
     * @param limit 1..{@value #MAX_PAGE}
     */
    public void report(Caller caller, String id, long from, int limit, Consumer<Rows> done, Consumer<Problem> refused) {
        find(caller, id, job -> run(caller.source(), () -> read(job, from, limit), done, refused), refused);
    }

    private Rows read(Job job, long from, int limit) throws JobRefusal {
        try {
            Report.Page page = Report.read(job, from, limit);
            return new Rows(page.rows(), page.next());
        } catch (NoSuchFileException e) {
            throw unknown(job.id()); // It was taken away meanwhile.
        } catch (IOException e) {
            throw new JobRefusal(JobFiles.problem(e));
        }
    }

    /** Ends a job after the parcel under way; told when that is done. */
    public void cancel(Caller caller, String id, Locale locale, Consumer<ImportJob> done, Consumer<Problem> refused) {
        find(
                caller,
                id,
                job -> run(
                        caller.source(),
                        () -> job,
                        it -> jobs.cancel(it, () -> done.accept(it.view(locale)), refused),
                        refused),
                refused);
    }

    /** Lets a job go on that was cancelled or stopped. */
    public void resume(Caller caller, String id, Locale locale, Consumer<ImportJob> done, Consumer<Problem> refused) {
        Consumer<Job> resuming = job -> run(
                caller.source(),
                () -> {
                    jobs.resume(job);
                    return job.view(locale);
                },
                done,
                refused);
        find(caller, id, resuming, refused);
    }

    /** A job that the caller may know of. Others' are not told from those that there are not. */
    private void find(Caller caller, String id, Consumer<Job> done, Consumer<Problem> refused) {
        Optional<Job> job = jobs.find(id);
        if (caller.identity().isEmpty()) {
            refused.accept(Problem.of(Reason.AUTHENTICATION_NEEDED));
        } else if (job.filter(it -> isOwner(caller, it)).isPresent()) {
            done.accept(job.get());
        } else {
            registry.isOperator(caller, operator -> {
                if (operator && job.isPresent()) {
                    done.accept(job.get());
                } else {
                    refused.accept(unknown(id).problem());
                }
            });
        }
    }

    private static JobRefusal unknown(String id) {
        return new JobRefusal(Reason.JOB_UNKNOWN, id.length() > 40 ? id.substring(0, 40) + "..." : id);
    }

    private static boolean isOwner(Caller caller, Job job) {
        return caller.identity().filter(job.seen().owner()::equals).isPresent();
    }

    private <T> void run(InetAddress source, Step<T> step, Consumer<T> done, Consumer<Problem> refused) {
        work.run(
                source,
                () -> {
                    try {
                        T value = step.take();
                        return (Runnable) () -> done.accept(value);
                    } catch (JobRefusal e) {
                        return (Runnable) () -> refused.accept(e.problem());
                    }
                },
                Runnable::run,
                refused);
    }
}
