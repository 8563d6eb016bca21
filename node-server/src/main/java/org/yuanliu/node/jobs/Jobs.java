package org.yuanliu.node.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.node.ops.PrivateFile;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.registry.Registry;

/**
 * All import jobs of a node, each in a folder of its own, and the one thread that works through them in the order in
 * which they came. Looking is safe from any thread and does not wait; all that changes something waits for the disk.
 */
public final class Jobs implements AutoCloseable {
    private static final QuietLog LOG = QuietLog.of(Jobs.class);

    /** Bytes of the disk that uploads leave to the store. */
    private static final long SPARE_BYTES = 256L << 20;

    private static final long UPLOAD_PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Comparator<Job> BY_TURN =
            Comparator.comparingLong(job -> job.seen().turn());

    private final Path folder;
    private final Registry registry;
    private final JobLimits limits;
    private final InstantSource clock;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Set<Upload> uploads = ConcurrentHashMap.newKeySet();
    private final Thread runner = new Thread(this::work, "imports");
    private final Allowance allowance;
    private final Object lock = new Object();
    private Optional<Run> running = Optional.empty();
    private long lastNumber;
    private boolean closing;

    private Jobs(Path folder, Registry registry, JobLimits limits, InstantSource clock) {
        this.folder = folder;
        this.registry = registry;
        this.limits = limits;
        this.clock = clock;
        this.allowance = new Allowance(jobs.values(), uploads, limits);
    }

    /**
     * Finds the jobs that are there, and goes on with them. To be called before anybody else can write, so that the
     * verdicts of a job that was interrupted are still there, however long ago that was.
     *
     * @param folder made if it is missing
     * @throws IOException if it cannot be made or read
     */
    public static Jobs open(Path folder, Registry registry, JobLimits limits, InstantSource clock) throws IOException {
        Jobs jobs = new Jobs(folder, registry, limits, clock);
        Files.createDirectories(folder);
        jobs.load();
        jobs.forgetOld();
        jobs.runner.start();
        return jobs;
    }

    private void load() throws IOException {
        List<Path> found;
        try (Stream<Path> inside = Files.list(folder)) {
            found = inside.filter(Files::isDirectory).toList();
        }
        for (Path each : found) {
            String name = String.valueOf(each.getFileName());
            if (ID.matcher(name).matches()) {
                load(name, each);
            } else if (name.startsWith(JobFiles.NO_JOB)) {
                JobFiles.deleteAll(each);
            }
        }
    }

    private void load(String id, Path place) {
        try {
            Job job = new Job(id, place, JobFiles.read(Job.state(place)));
            lastNumber = Math.max(lastNumber, job.seen().turn());
            jobs.put(id, job);
            if (job.seen().open()) {
                new Run(job, registry, this::demandRoom, clock).recover();
            } else if (job.state() == ImportState.DONE) {
                job.dropLines();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("import job {} cannot be read whole: {}", place, e.toString());
        }
    }

    JobLimits limits() {
        return limits;
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The newest first. */
    List<Job> all() {
        return jobs.values().stream()
                .sorted(Comparator.comparingLong((Job job) -> job.seen().given().number())
                        .reversed())
                .toList();
    }

    /** Begins to take a file. The same owner and key always mean the same job. */
    Upload begin(Reference owner, String key, String name, Locale locale) throws JobRefusal {
        sweep();
        var wish = new Upload.Wish(id(owner, key), owner.toString(), name, locale.toLanguageTag());
        Optional<Job> before = find(wish.id());
        synchronized (lock) {
            if (before.isEmpty()) {
                allowance.demandPlace(wish.owner());
            }
            allowance.demandUpload(wish.owner());
            Path place = folder.resolve(JobFiles.NO_JOB + "upload-" + UUID.randomUUID());
            try {
                Upload upload = Upload.begin(this, wish, place, before);
                uploads.add(upload);
                return upload;
            } catch (IOException e) {
                LOG.warn("cannot take a file for an import job: {}", e.toString());
                throw new JobRefusal(JobFiles.problem(e));
            }
        }
    }

    private static String id(Reference owner, String key) {
        try {
            byte[] both = (owner + " " + key).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes away uploads that nobody goes on with. */
    private void sweep() {
        uploads.stream().filter(upload -> upload.isDead(UPLOAD_PATIENCE_NANOS)).forEach(Upload::abandon);
    }

    /**
     * Demands that so many bytes more may be stored. Jobs that are done make room: the owner's own, and others' that are
     * done for a day.
     */
    void demandRoom(String owner, long more) throws JobRefusal, IOException {
        synchronized (lock) {
            Optional<Problem> full = allowance.full(owner, more);
            while (full.isPresent()) {
                Optional<Job> spare = allowance.spare(owner, more, clock.millis());
                if (spare.isEmpty()) {
                    throw new JobRefusal(full.get());
                }
                delete(spare.get());
                full = allowance.full(owner, more);
            }
        }
        if (Files.getFileStore(folder).getUsableSpace() < SPARE_BYTES) {
            throw new JobRefusal(Reason.READ_ONLY, "the disk is full");
        }
    }

    /** Makes a job of what was uploaded; or finds the one that the same key has made meanwhile. */
    Job adopt(Upload upload, String digest, long bytes, long rows) throws JobRefusal, IOException {
        Upload.Wish wish = upload.wish();
        synchronized (lock) {
            Job twin = jobs.get(wish.id());
            if (twin != null) {
                return twin;
            }
            allowance.demandPlace(wish.owner());
            lastNumber++;
            Saved saved = Saved.waiting(new Saved.Given(
                    lastNumber, wish.owner(), wish.name(), wish.language(), digest, bytes, rows, clock.millis()));
            JobFiles.write(Job.state(upload.folder()), saved);
            Path place = folder.resolve(wish.id());
            Files.move(upload.folder(), place, StandardCopyOption.ATOMIC_MOVE);
            PrivateFile.forceFolderOf(place);
            Job job = new Job(wish.id(), place, saved);
            jobs.put(wish.id(), job);
            lock.notifyAll();
            return job;
        }
    }

    void forget(Upload upload) {
        uploads.remove(upload);
    }

    /** @param told called when the job has ended, at once or later; must not block. Refused if it ended by itself */
    void cancel(Job job, Runnable told, Consumer<Problem> refused) {
        synchronized (lock) {
            if (running.filter(run -> run.job() == job).isPresent()) {
                running.get().cancel(() -> answer(job, told, refused));
                return;
            }
            if (job.state() == ImportState.WAITING
                    || job.state() == ImportState.STOPPED
                    || job.state() == ImportState.RUNNING) {
                Saved seen = job.seen();
                save(job, seen.ended(ImportState.CANCELLED, clock.millis(), seen.open(), Optional.empty()));
            }
        }
        answer(job, told, refused);
    }

    private void save(Job job, Saved now) {
        try {
            job.save(now);
        } catch (IOException e) {
            LOG.warn("cannot write the state of an import job: {}", e.toString());
            job.show(job.seen().troubled(Optional.of(JobFiles.problem(e))));
        }
    }

    private static void answer(Job job, Runnable told, Consumer<Problem> refused) {
        if (job.state() == ImportState.CANCELLED) {
            told.run();
        } else if (job.state() == ImportState.DONE) {
            refused.accept(wrongState(job));
        } else {
            refused.accept(Problem.of(Reason.READ_ONLY, "the state of the job cannot be written"));
        }
    }

    private static Problem wrongState(Job job) {
        return Problem.of(
                Reason.WRONG_STATE, job.id(), job.state().word(), job.state().nextWords());
    }

    /** Puts a job that was cancelled or stopped last in the queue; one that is under way stays there. */
    void resume(Job job) throws JobRefusal {
        synchronized (lock) {
            if (job.state() == ImportState.DONE) {
                throw new JobRefusal(wrongState(job));
            }
            if (!job.state().ended()) {
                return;
            }
            allowance.demandPlace(job.seen().given().owner());
            lastNumber++;
            try {
                job.save(job.seen().resumed(lastNumber));
            } catch (IOException e) {
                throw new JobRefusal(JobFiles.problem(e));
            }
            lock.notifyAll();
        }
    }

    private void work() {
        for (Optional<Run> run = next(); run.isPresent(); run = next()) {
            run.get().go();
            forgetOld();
        }
    }

    /** Waits for a job whose turn it is; empty when the node closes. */
    private Optional<Run> next() {
        synchronized (lock) {
            running = Optional.empty();
            while (!closing) {
                running = jobs.values().stream()
                        .filter(Allowance::waits)
                        .min(BY_TURN)
                        .map(job -> new Run(job, registry, this::demandRoom, clock));
                if (running.isPresent()) {
                    return running;
                }
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return Optional.empty(); // Nobody here interrupts the runner; whoever does wants it to end.
                }
            }
            return Optional.empty();
        }
    }

    /** Takes away jobs that ended long ago, and the oldest of an owner who has too many. */
    private void forgetOld() {
        synchronized (lock) {
            long oldest = clock.millis() - limits.keep().toMillis();
            Map<String, Integer> kept = new HashMap<>();
            jobs.values().stream()
                    .filter(job -> job.state().ended())
                    .sorted(Comparator.comparingLong((Job job) -> job.seen().endedMillis())
                            .reversed())
                    .filter(job -> kept.merge(job.seen().given().owner(), 1, Integer::sum) > limits.kept()
                            || job.seen().endedMillis() < oldest)
                    .toList()
                    .forEach(this::delete);
        }
    }

    private void delete(Job job) {
        jobs.remove(job.id());
        try {
            JobFiles.delete(job.folder());
        } catch (IOException e) {
            LOG.warn("cannot take away an import job: {}", e.toString());
        }
    }

    /** Ends the job under way after its parcel under way; it goes on when the node starts again. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            running.ifPresent(Run::close);
            lock.notifyAll();
        }
        boolean interrupted = false;
        while (runner.isAlive()) {
            try {
                runner.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(uploads).forEach(Upload::abandon);
    }
}
