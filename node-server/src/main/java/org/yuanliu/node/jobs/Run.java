package org.yuanliu.node.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.ItemLines;
import org.yuanliu.json.Json;
import org.yuanliu.model.Caller;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.registry.Registry;

/**
 * One stretch of a job's life on the runner's thread: from its turn to its end, its cancelling, or the node's.
 *
 * <p>Rows go through the registry in parcels, as those of a stream do; while one is under way the next is read. Its
 * verdicts are appended to the report, and every few parcels report and state are made safe. After a crash the report is
 * cut back to that point, and the verdicts behind it are asked for again: the node keeps them for a day at least, and
 * however long it was down, nothing has pushed them out when it starts. Each run sends under a source of its own, so it
 * does not matter that the node forgets what a source sent after a day of silence.
 */
final class Run {
    private static final QuietLog LOG = QuietLog.of(Run.class);

    /** Ten thousand rows: what is done again, without effect, after a crash. */
    private static final int PARCELS_BETWEEN_CHECKPOINTS = 20;

    /** About what the report on a parcel takes. */
    private static final long PARCEL_REPORT_BYTES = 64 << 10;

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int LONGEST_PAUSE_DOUBLINGS = 7;

    private final Job job;
    private final Registry registry;
    private final Room room;
    private final InstantSource clock;
    private final Caller caller;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean cancelled;
    private boolean closing;
    private boolean ended;
    private boolean pending;

    /** @param room where the report may grow */
    Run(Job job, Registry registry, Room room, InstantSource clock) {
        this.job = job;
        this.registry = registry;
        this.room = room;
        this.clock = clock;
        this.caller = new Caller(Optional.of(job.seen().owner()), InetAddress.getLoopbackAddress());
    }

    /** A fault that does not pass by itself. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Fault(Problem problem) {
            super(problem.toString(), null, false, false);
            this.problem = problem;
        }
    }

    /** Says whether more may be stored. */
    interface Room {
        void demand(String owner, long bytes) throws JobRefusal, IOException;
    }

    private interface Attempt {
        void make() throws IOException;
    }

    Job job() {
        return job;
    }

    /** Ends the job after the parcel under way. @param told called when it has ended, whichever way; must not block */
    synchronized void cancel(Runnable told) {
        if (ended) {
            told.run();
        } else {
            waiting.add(told);
            cancelled = true;
            notifyAll();
        }
    }

    /** The node closes: the parcel under way is the last, and the job goes on when the node starts again. */
    synchronized void close() {
        closing = true;
        notifyAll();
    }

    private synchronized boolean stopping() {
        return cancelled || closing;
    }

    void go() {
        try {
            boolean whole = work();
            end(whole ? ImportState.DONE : wish(), Optional.empty());
        } catch (Fault e) {
            LOG.warn("import job {} is stopped: {}", job.id(), e.getMessage());
            end(ImportState.STOPPED, Optional.of(e.problem));
        } catch (IOException | RuntimeException e) {
            LOG.error("import job {} fails", job.id(), e);
            end(ImportState.STOPPED, Optional.of(Problem.of(Reason.INTERNAL_ERROR)));
        }
        List<Runnable> told;
        synchronized (this) {
            ended = true;
            told = List.copyOf(waiting);
        }
        told.forEach(Runnable::run);
    }

    private synchronized ImportState wish() {
        return cancelled ? ImportState.CANCELLED : ImportState.RUNNING;
    }

    /** False if it was to stop before the end. */
    private boolean work() throws IOException {
        if (job.seen().open()) {
            pending = true; // Whatever comes now, it is still open.
            if (!persist(this::recover)) {
                return false;
            }
            pending = false;
        }
        try (Report report = Report.open(job.report(), job.seen().at().reportBytes());
                var in = job.linesFrom(job.seen().at().offset())) {
            if (!persist(() -> job.save(job.seen().begun()))) {
                return false;
            }
            Saved.At from = job.seen().at();
            try {
                return sendAll(new ItemLines(in, from.offset(), from.line()), report) && persist(report::force);
            } finally {
                attempt(report::force); // Whatever state is saved next, its report is on disk before.
            }
        }
    }

    private boolean sendAll(ItemLines lines, Report report) throws IOException {
        int unsafe = 0;
        ItemLines.Cut cut = lines.next();
        while (!cut.items().isEmpty()) {
            if (stopping() || !persist(this::demandRoom)) {
                return false;
            }
            Request.Parcel parcel = parcel(cut);
            pending = true;
            CompletableFuture<Outcome> answer = submit(parcel);
            ItemLines.Cut ahead = lines.next();
            Optional<Outcome.Settled> verdicts = settled(parcel, cut, answer);
            if (verdicts.isEmpty() || !write(cut, verdicts.get(), report)) {
                return false;
            }
            pending = false;
            unsafe = (unsafe + 1) % PARCELS_BETWEEN_CHECKPOINTS;
            if (unsafe == 0 && !persist(() -> checkpoint(report))) {
                return false;
            }
            cut = ahead;
        }
        return true;
    }

    /** Before a parcel is sent: what has a verdict must also be told it. */
    private void demandRoom() throws IOException {
        try {
            room.demand(job.seen().given().owner(), PARCEL_REPORT_BYTES);
        } catch (JobRefusal e) {
            if (e.problem().reason() == Reason.READ_ONLY) {
                throw new FileSystemException(job.report().toString(), null, JobFiles.NO_SPACE);
            }
            throw new Fault(e.problem());
        }
    }

    /** Writes to the report what the node knows of parcels behind it, so that no parcel is open any more. */
    void recover() throws IOException {
        Saved.At from = job.seen().at();
        try (Report report = Report.open(job.report(), from.reportBytes());
                var in = job.linesFrom(from.offset())) {
            ItemLines lines = new ItemLines(in, from.offset(), from.line());
            for (ItemLines.Cut cut = lines.next(); !cut.items().isEmpty(); cut = lines.next()) {
                Outcome known = ask(new Request.FirstVerdict(parcel(cut)));
                if (known instanceof Outcome.Refused refused) {
                    throw new Fault(refused.problem());
                } else if (!(known instanceof Outcome.Settled)) {
                    break;
                }
                append(cut, (Outcome.Settled) known, report);
            }
            report.force();
            job.save(job.seen().closed());
        }
    }

    private Request.Parcel parcel(ItemLines.Cut cut) {
        Saved seen = job.seen();
        String source = "import-" + job.id() + "-" + seen.epoch();
        return new Request.Parcel(source, seen.at().parcel() - seen.epoch() + 2, cut.items());
    }

    private CompletableFuture<Outcome> submit(Request.Parcel parcel) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        registry.submit(parcel, caller, answer::complete);
        return answer;
    }

    private Outcome ask(Request.Query query) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        registry.answer(query, caller, answer::complete);
        return answer.join();
    }

    /** The verdicts on a parcel, which is sent until it has some; empty if the run is to stop before. */
    private Optional<Outcome.Settled> settled(
            Request.Parcel parcel, ItemLines.Cut cut, CompletableFuture<Outcome> first) {
        Outcome outcome = first.join();
        for (int attempts = 0; !(outcome instanceof Outcome.Settled); attempts++) {
            if (outcome instanceof Outcome.Expected next) {
                // It was sent before, but is not known: then it must be the next one, or it got lost in between.
                if (next.parcel() != parcel.number()) {
                    throw new Fault(Problem.of(
                            Reason.ROWS_UNKNOWN, cut.numbers().get(0).toString(), Long.toString(cut.line())));
                }
                outcome = submit(parcel).join();
                continue;
            }
            Problem problem = ((Outcome.Refused) outcome).problem();
            if (problem.reason() != Reason.READ_ONLY && problem.reason() != Reason.TOO_BUSY) {
                throw new Fault(problem);
            }
            if (!pause(attempts, problem)) {
                return Optional.empty();
            }
            outcome = ask(new Request.FirstVerdict(parcel));
        }
        job.show(job.seen().troubled(Optional.empty()));
        return Optional.of((Outcome.Settled) outcome);
    }

    private boolean write(ItemLines.Cut cut, Outcome.Settled verdicts, Report report) {
        return persist(() -> append(cut, verdicts, report));
    }

    private void append(ItemLines.Cut cut, Outcome.Settled verdicts, Report report) throws IOException {
        var rows = new ByteArrayOutputStream(cut.items().size() * 100);
        long refused = 0;
        long updated = 0;
        for (int i = 0; i < cut.items().size(); i++) {
            int n = i;
            Request.ParcelItem item = cut.items().get(i);
            Outcome verdict = verdicts.items().get(i);
            if (verdict instanceof Outcome.Refused) {
                refused++;
            } else if (ItemJson.isUpdate(item)) {
                updated++;
            }
            Json.writeLine(
                    rows,
                    json -> ItemJson.write(
                            cut.numbers().get(n), item, verdict, job.seen().locale(), json));
        }
        Saved.At at = job.seen().at();
        report.write(at.reportBytes(), rows.toByteArray());
        job.show(job.seen()
                .at(new Saved.At(
                        at.parcel() + 1,
                        cut.offset(),
                        cut.line(),
                        at.reportBytes() + rows.size(),
                        at.registered() + cut.items().size() - refused - updated,
                        at.updated() + updated,
                        at.refused() + refused)));
    }

    private void checkpoint(Report report) throws IOException {
        report.force();
        job.save(job.seen());
    }

    private void end(ImportState how, Optional<Problem> why) {
        if (how == ImportState.RUNNING) {
            attempt(() -> job.save(job.seen()));
            return;
        }
        Saved last = job.seen().ended(how, clock.millis(), pending, why);
        boolean saved = how == ImportState.CANCELLED ? attempt(() -> job.save(last)) : persist(() -> job.save(last));
        if (saved && how == ImportState.DONE) {
            attempt(job::dropLines);
        }
    }

    private boolean attempt(Attempt attempt) {
        try {
            attempt.make();
            return true;
        } catch (IOException e) {
            LOG.warn("cannot write the files of an import job: {}", e.toString());
            return false;
        }
    }

    /** Until it works out; false if the run is to stop before. */
    private boolean persist(Attempt attempt) {
        for (int attempts = 0; ; attempts++) {
            try {
                attempt.make();
                return true;
            } catch (IOException e) {
                LOG.warn("cannot write the files of an import job, trying again: {}", e.toString());
                if (!pause(attempts, JobFiles.problem(e))) {
                    return false;
                }
            }
        }
    }

    /** Waits, each time twice as long, up to half a minute. False if the run is to stop. */
    private synchronized boolean pause(int attempts, Problem trouble) {
        job.show(job.seen().troubled(Optional.of(trouble)));
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << Math.min(attempts, LONGEST_PAUSE_DOUBLINGS));
        try {
            for (long left = end - System.nanoTime(); left > 0 && !stopping(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            closing = true; // Nobody here interrupts the runner; whoever does wants it to end.
        }
        return !stopping();
    }
}
