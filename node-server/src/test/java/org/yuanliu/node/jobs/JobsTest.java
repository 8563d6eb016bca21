package org.yuanliu.node.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.ReportRow;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.CommandLog;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.ledger.StoreCheck;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.RegistryFixture.FakeClock;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.wire.AdminCodec;

/** Jobs on bad days: long pauses, answers that get lost, states that are older than the store. */
@Timeout(60)
class JobsTest {
    private static final Reference OPERATOR = Reference.known(300, "0.NA/88.118");
    private static final Duration LONG = Duration.ofDays(2);

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private final MemoryStore store = new MemoryStore();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final LocalLog ledger = new LocalLog(store, new StateMachine(new Rules()));
    private final Unreliable log = new Unreliable(ledger);
    private final Registry registry = new Registry(store, log, workers, clock, new Random(7), () -> {
        throw new IllegalStateException("nobody asks for the site");
    });
    private Jobs jobs;

    @BeforeEach
    void open() throws IOException {
        Bytes admin = AdminCodec.write(new Admin(Rights.ALL, OPERATOR));
        CompletableFuture<Outcome> founded = new CompletableFuture<>();
        registry.initialise(
                OPERATOR.identifier(), List.of(Element.of(100, ElementType.HS_ADMIN, admin)), founded::complete);
        assertThat(founded.join()).isInstanceOf(Outcome.Written.class);
        jobs = reopened();
    }

    private Jobs reopened() throws IOException {
        return reopened(JobLimits.DEFAULT);
    }

    private Jobs reopened(JobLimits limits) throws IOException {
        return Jobs.open(folder.resolve("jobs"), registry, limits, clock);
    }

    @AfterEach
    void close() {
        jobs.close();
        ledger.close();
        workers.shutdown();
        assertThat(StoreCheck.of(store).findings()).isEmpty();
    }

    @Test
    void pauseOfTwoDaysLosesAndDoublesNothing() throws Exception {
        log.stopAfter(3);
        Job job = start("k", 5000);
        log.awaitStopped();
        cancel(job);
        assertThat(job.seen().open()).isTrue();
        clock.advance(LONG);
        log.goOn();

        jobs.resume(job);
        awaitDone(job);

        assertEachOnce(job, 5000);
    }

    /** The verdicts behind the last checkpoint are older than those that the node promises to keep. */
    @Test
    void nodeThatWasDownForTwoDaysStillHasTheVerdicts() throws Exception {
        Job job = start("k", 5000);
        awaitDone(job);
        jobs.close();
        Saved done = job.seen();
        Path lines = Files.writeString(Job.lines(job.folder()), rows(0, 5000));
        Saved begun = Saved.waiting(done.given()).begun();
        JobFiles.write(Job.state(job.folder()), begun);
        Files.writeString(job.report(), "{\"line\":1,\"status\":\"torn");
        clock.advance(LONG);

        jobs = reopened();
        Job again = jobs.find(job.id()).orElseThrow();
        awaitDone(again);

        assertEachOnce(again, 5000);
        assertThat(lines).doesNotExist();
    }

    /** The store says that it cannot write, though it has: so it is when a disk fails in the midst of a commit. */
    @Test
    void answersThatGetLostAreAskedForAgain() throws Exception {
        log.loseEvery(3);

        Job job = start("k", 5000);
        awaitDone(job);

        assertEachOnce(job, 5000);
    }

    /** So rows may be there of which nobody knows the verdict: that is said, and the job does not go on by itself. */
    @Test
    void verdictsThatAreLostForGoodStopTheJob() throws Exception {
        log.stopAfter(2);
        Job job = start("k", 2000);
        log.awaitStopped();
        clock.advance(LONG);
        log.goOn();
        awaitEnd(job);

        assertThat(job.state()).isEqualTo(ImportState.STOPPED);
        assertThat(job.view(Locale.ENGLISH).trouble().orElseThrow().reason()).isEqualTo("ROWS_UNKNOWN");
        assertThat(job.view(Locale.CHINESE).trouble().orElseThrow().message()).contains("1001", "1500");
        jobs.resume(job);
        awaitDone(job);
        assertEachOnce(job, 2000);
    }

    @Test
    void waitingJobsAreLimitedAndRunInTheirOrder() throws Exception {
        log.stopAfter(0);
        List<Job> waiting = new ArrayList<>();
        for (int i = 0; i < JobLimits.DEFAULT.waitingOfOne(); i++) {
            waiting.add(start("k" + i, i, i + 1));
        }
        assertThatThrownBy(() -> start("one more", 1)).hasMessageContaining("JOBS_FULL");
        cancel(waiting.get(1));
        log.goOn();
        jobs.resume(waiting.get(1));
        for (Job job : waiting) {
            awaitDone(job);
        }

        assertThat(waiting.stream().sorted((a, b) -> Long.compare(sequence(a), sequence(b))))
                .element(waiting.size() - 1)
                .isEqualTo(waiting.get(1));
    }

    /** A file of nothing but mistakes has a report many times its size. */
    @Test
    void reportsAreBoundedAndJobsThatAreDoneMakeRoom() throws Exception {
        jobs.close();
        jobs = reopened(JobLimits.DEFAULT.within(4 << 20));
        Job small = start("small", 100);
        awaitDone(small);
        Upload upload = jobs.begin(OPERATOR, "mistakes", "", Locale.ENGLISH);
        upload.take(Bytes.utf8("x\n".repeat(20_000)));
        Job large = upload.finish();

        awaitEnd(large);

        assertThat(large.state()).isEqualTo(ImportState.STOPPED);
        assertThat(large.view(Locale.ENGLISH).trouble().orElseThrow().reason()).isEqualTo("JOBS_FULL");
        assertThat(large.seen().open()).isFalse();
        assertThat(large.seen().at().tried()).isBetween(1000L, 19_999L);
        assertThat(Files.size(large.report())).isLessThan(1 << 20);
        assertThat(jobs.find(small.id())).isEmpty();
        assertThat(small.folder()).doesNotExist();
    }

    private long sequence(Job job) {
        try {
            return report(job).get(0).sequence();
        } catch (IOException | MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void firstVerdictIsToldHoweverOldItIs() {
        Caller caller = new Caller(Optional.of(OPERATOR), InetAddress.getLoopbackAddress());
        var item = new Request.Filled(OPERATOR.identifier(), "none:1", Map.of(), false);
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        registry.submit(new Request.Parcel("s", 1, List.of(item)), caller, first::complete);
        assertThat(first.join()).isInstanceOf(Outcome.Settled.class);

        clock.advance(LONG);
        CompletableFuture<Outcome> again = new CompletableFuture<>();
        registry.answer(new Request.FirstVerdict(new Request.Parcel("s", 1, List.of(item))), caller, again::complete);
        CompletableFuture<Outcome> next = new CompletableFuture<>();
        registry.answer(new Request.FirstVerdict(new Request.Parcel("s", 2, List.of(item))), caller, next::complete);

        assertThat(again.join()).isEqualTo(first.join());
        assertThat(next.join()).isEqualTo(new Outcome.Expected(1));
    }

    private Job start(String key, int rows) throws JobRefusal {
        return start(key, 0, rows);
    }

    private Job start(String key, int from, int to) throws JobRefusal {
        Upload upload = jobs.begin(OPERATOR, key, "", Locale.ENGLISH);
        upload.take(Bytes.utf8(rows(from, to)));
        return upload.finish();
    }

    private void cancel(Job job) {
        CompletableFuture<String> told = new CompletableFuture<>();
        jobs.cancel(job, () -> told.complete("cancelled"), problem -> told.complete(problem.toString()));
        assertThat(told.join()).isEqualTo("cancelled");
    }

    private static void awaitDone(Job job) {
        awaitEnd(job);
        assertThat(job.seen().fault()).isNull();
        assertThat(job.state()).isEqualTo(ImportState.DONE);
    }

    private static void awaitEnd(Job job) {
        while (!job.state().ended()) {
            Thread.onSpinWait();
        }
    }

    private void assertEachOnce(Job job, int rows) throws IOException, MalformedMessage {
        assertThat(job.seen().at().registered()).isEqualTo(rows);
        List<ReportRow> report = report(job);
        assertThat(report)
                .hasSize(rows)
                .allMatch(row -> row.version() == 1 && row.status().equals(ReportRow.REGISTERED));
        assertThat(report.stream().map(ReportRow::sequence).toList()).isSorted().doesNotHaveDuplicates();
    }

    private static List<ReportRow> report(Job job) throws IOException, MalformedMessage {
        List<ReportRow> rows = new ArrayList<>();
        for (long from = 1; from > 0; ) {
            Report.Page page = Report.read(job, from, 700);
            for (Bytes row : page.rows()) {
                rows.add(JobJson.readRow(row));
            }
            from = page.next();
        }
        return rows;
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"identifier\":\"88.118/J" + i
                        + "\",\"values\":[{\"index\":1,\"type\":\"BATCH\",\"data\":\"x\"}]}\n")
                .collect(Collectors.joining());
    }

    /** A log before which answers get lost: it says that it cannot write, perhaps after it has. */
    private static final class Unreliable implements CommandLog {
        private static final UnaryOperator<Answer> LOST = answer -> Answers.refused(Reason.READ_ONLY, "so to say");

        private final CommandLog log;
        private int count;
        private int every;
        private int left = Integer.MAX_VALUE;

        Unreliable(CommandLog log) {
            this.log = log;
        }

        /** Each so manyth parcel is written, and its answer lost. */
        synchronized void loseEvery(int parcels) {
            every = parcels;
        }

        /** After so many parcels none is written any more. */
        synchronized void stopAfter(int parcels) {
            left = parcels;
        }

        synchronized void goOn() {
            left = Integer.MAX_VALUE;
        }

        synchronized void awaitStopped() throws InterruptedException {
            while (left >= 0) {
                wait();
            }
        }

        @Override
        public void append(Command command, Consumer<Answer> done) {
            if (!command.hasParcel()) {
                log.append(command, done);
                return;
            }
            synchronized (this) {
                count++;
                if (left != Integer.MAX_VALUE && left-- <= 0) {
                    left = -1;
                    notifyAll();
                    done.accept(LOST.apply(Answer.getDefaultInstance()));
                    return;
                }
                if (every > 0 && count % every == 0) {
                    log.append(command, answer -> done.accept(LOST.apply(answer)));
                    return;
                }
            }
            log.append(command, done);
        }

        @Override
        public CompletableFuture<Void> readBarrier() {
            return log.readBarrier();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
