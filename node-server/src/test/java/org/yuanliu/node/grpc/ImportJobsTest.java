package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.ReportRow;
import org.yuanliu.model.Secret;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.node.jobs.JobLimits;
import org.yuanliu.node.ledger.StoreCheck;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.ImportJobs;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;

/** Import jobs over gRPC: files that the node works through by itself. */
@Timeout(120)
class ImportJobsTest {
    private static final String TABLE = "{\"identifier\":\"88.118.8/C%d\",\"values\":[{\"index\":1,\"type\":\"URL\","
            + "\"data\":\"https://example.org/%d\"}]}\n";

    @TempDir
    Path folder;

    @Test
    void everyRowHasItsVerdictInTheOrderOfTheFile() throws IOException {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks()) {
            String rows = rows(0, 1200) + "\n{\"identifier\":\n" + rows(7, 8) + rows(1200, 3000)
                    + "{\"identifier\":\"88.118.8/C7\",\"values\":[{\"index\":2,\"type\":\"LATE\",\"data\":\"x\"}],"
                    + "\"update\":true}\n" + "{\"identifier\":\"99.1/X\",\"values\":[]}";

            ImportJob job = plant.imports().start("coils", lines(rows));
            ImportJob done = await(plant, job.id(), it -> it.state().ended());

            assertThat(job.progress().rows()).isEqualTo(3004);
            assertThat(done.state()).isEqualTo(ImportState.DONE);
            assertThat(done.progress()).isEqualTo(new ImportJob.Progress(rows.length(), 3004, 3004, 3000, 1, 3));
            List<ReportRow> report = plant.imports().report(job.id(), 1).toList();
            assertThat(report)
                    .extracting(ReportRow::line)
                    .isEqualTo(Stream.concat(
                                    IntStream.rangeClosed(1, 1200).boxed(),
                                    IntStream.rangeClosed(1202, 3005).boxed())
                            .map(Long::valueOf)
                            .toList());
            assertThat(report)
                    .filteredOn(row -> row.status().equals(ReportRow.REFUSED))
                    .extracting(row -> row.line() + " " + row.reason())
                    .containsExactly("1202 INVALID_ARGUMENT", "1203 ALREADY_EXISTS", "3005 NOT_RESPONSIBLE");
            assertThat(report.get(report.size() - 2).status()).isEqualTo(ReportRow.UPDATED);
            assertThat(plant.imports().report(job.id(), 3004)).hasSize(2);
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(3000);
            assertThat(Files.exists(jobs().resolve(job.id()).resolve("lines.jsonl")))
                    .isFalse();
        }
        checkStore();
    }

    @Test
    void sameKeyIsTheSameJobAndWithAnotherFileRefused() {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks()) {
            ImportJob first = plant.withRequestId("shift-1").imports().start("a", lines(rows(0, 10)));
            await(plant, first.id(), it -> it.state() == ImportState.DONE);

            ImportJob again = plant.withRequestId("shift-1").imports().start("b", lines(rows(0, 10)));

            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.name()).isEqualTo("a");
            assertRefused(
                    Reason.REQUEST_ID_REUSED,
                    () -> plant.withRequestId("shift-1").imports().start("a", lines(rows(0, 11))));
            assertThat(plant.imports().list()).hasSize(1);
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize(10);
        }
    }

    @Test
    void cancelledJobGoesOnWhereItWasWhenResumed() throws IOException {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks()) {
            ImportJob job = plant.imports().start("big", lines(rows(0, 40_000)));

            ImportJob cancelled = plant.imports().cancel(job.id());
            List<ReportRow> report = plant.imports().report(job.id(), 1).toList();

            assertThat(cancelled.state()).isEqualTo(ImportState.CANCELLED);
            long tried = cancelled.progress().tried();
            assertThat(tried).isLessThan(40_000);
            assertThat(report).hasSize((int) tried + 1);
            assertThat(report.get((int) tried)).isEqualTo(ReportRow.untriedFrom(tried + 1));
            assertThat(plant.list(GrpcNode.STEEL_PREFIX)).hasSize((int) tried);
            assertThat(plant.imports().cancel(job.id()).state()).isEqualTo(ImportState.CANCELLED);

            node.stop();
            node.startAgain(0);
            try (var later = node.steelworks()) {
                assertThat(later.imports().get(job.id())).isEqualTo(cancelled);
                later.imports().resume(job.id());
                await(later, job.id(), it -> it.state() == ImportState.DONE);
                assertEachOnceInOrder(later, job.id(), 40_000);
                assertRefused(Reason.WRONG_STATE, () -> later.imports().cancel(job.id()));
                assertRefused(Reason.WRONG_STATE, () -> later.imports().resume(job.id()));
            }
        }
        checkStore();
    }

    @Test
    void closedNodeGoesOnWhenItStartsAgain() throws IOException {
        try (var node = GrpcNode.found(data())) {
            String id;
            try (var plant = node.steelworks()) {
                id = plant.imports().start("big", lines(rows(0, 20_000))).id();
                await(plant, id, job -> job.progress().tried() > 0);
            }
            node.stop();
            node.startAgain(0);
            try (var plant = node.steelworks()) {
                await(plant, id, job -> job.state() == ImportState.DONE);
                assertEachOnceInOrder(plant, id, 20_000);
            }
        }
        checkStore();
    }

    @Test
    void jobIsForItsOwnerAndTheOperatorOnly() {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks();
                var operator = node.operator()) {
            Secret secret = Secret.utf8("another one");
            Reference other = Reference.known(302, "0.NA/88.118.9");
            operator.admitPrefix(
                    Identifier.known("88.118.9"), List.of(GrpcNode.admin(100, other), GrpcNode.secret(302, secret)));
            String id = plant.imports().start("mine", lines(rows(0, 5))).id();
            await(plant, id, job -> job.state() == ImportState.DONE);

            try (var smelter = YuanliuClient.builder(node.target())
                            .credential(Credential.secret(other, secret))
                            .build();
                    var nobody = node.anonymous()) {
                ImportJobs theirs = smelter.imports();
                for (String unknown : List.of(id, "0123456789abcdef0123456789abcdef", "../" + id, "../../store", "")) {
                    assertRefused(Reason.JOB_UNKNOWN, () -> theirs.get(unknown));
                    assertRefused(Reason.JOB_UNKNOWN, () -> theirs.report(unknown, 1, 10));
                    assertRefused(Reason.JOB_UNKNOWN, () -> theirs.cancel(unknown));
                    assertRefused(Reason.JOB_UNKNOWN, () -> theirs.resume(unknown));
                }
                assertThat(theirs.list()).isEmpty();
                assertRefused(
                        Reason.AUTHENTICATION_NEEDED, () -> nobody.imports().list(Page.first(1)));
                assertRefused(
                        Reason.AUTHENTICATION_NEEDED, () -> nobody.imports().start("", lines(rows(0, 1))));
                // The same key and rows of another are another job, judged as that other.
                ImportJob stranger = theirs.start("yours", lines(rows(100, 103)));
                assertThat(await(smelter, stranger.id(), job -> job.state() == ImportState.DONE)
                                .progress()
                                .refused())
                        .isEqualTo(3);
            }
            assertThat(operator.imports().get(id).owner()).isEqualTo(GrpcNode.STEELWORKS);
            assertThat(operator.imports().list()).extracting(ImportJob::name).containsExactly("yours", "mine");
        }
    }

    @Test
    void listIsPagedNewestFirst() {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks()) {
            for (int i = 0; i < 5; i++) {
                plant.imports().start("job " + i, lines(""));
            }

            var page = plant.imports().list(Page.first(2));
            var rest = plant.imports().list(new Page(page.next(), 10));

            assertThat(page.items()).extracting(ImportJob::name).containsExactly("job 4", "job 3");
            assertThat(rest.items()).extracting(ImportJob::name).containsExactly("job 2", "job 1", "job 0");
            assertThat(rest.next()).isEmpty();
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAndLeavesNothing() throws IOException {
        JobLimits limits = new JobLimits(100_000, 1_200_000, 8, 2, 2, Duration.ofDays(30));
        try (var node = GrpcNode.found(data(), limits);
                var plant = node.steelworks()) {
            assertRefused(Reason.TOO_LARGE, () -> plant.imports().start("big", lines(rows(0, 2000))));
            assertRefused(
                    Reason.INVALID_ARGUMENT,
                    () -> plant.withRequestId("a b").imports().start("", lines(rows(0, 1))));
            assertRefused(Reason.INVALID_ARGUMENT, () -> plant.imports().start("a\nb", lines(rows(0, 1))));
            assertThatThrownBy(() -> plant.imports().start("cut", () -> new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("the disk of the plant");
                        }
                    }))
                    .isInstanceOf(UncheckedIOException.class);
            for (int i = 0; i < 4; i++) {
                String id =
                        plant.imports().start("job " + i, lines(rows(i, i + 1))).id();
                await(plant, id, job -> job.state() == ImportState.DONE);
            }
            // Two are kept; the one that ended last may be the third until the next is looked for.
            String last = plant.imports().start("last", lines(rows(9, 10))).id();
            await(plant, last, job -> job.state() == ImportState.DONE);
            assertThat(plant.imports().list().count()).isBetween(2L, 3L);
        }
        try (Stream<Path> left = Files.list(jobs())) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> name.matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void lineThatIsTooLongIsRefusedAndTheOthersAreNot() {
        try (var node = GrpcNode.found(data());
                var plant = node.steelworks()) {
            String rows = rows(0, 3) + "x".repeat(5 << 20) + "\n" + rows(3, 6) + "\u0000\u0001\n\r\n" + rows(6, 7);

            String id = plant.imports().start("long", lines(rows)).id();
            ImportJob done = await(plant, id, job -> job.state() == ImportState.DONE);

            assertThat(done.progress().registered()).isEqualTo(7);
            assertThat(plant.imports().report(id, 4, 1).rows())
                    .extracting(ReportRow::reason)
                    .containsExactly("TOO_LARGE");
        }
    }

    @Test
    void halfUploadsAreTakenAwayWhenTheNodeStarts() throws IOException {
        try (var node = GrpcNode.found(data())) {
            node.stop();
            Path half = Files.createDirectory(jobs().resolve(".upload-x"));
            Files.writeString(half.resolve("lines.jsonl"), rows(0, 1));
            Files.createDirectory(jobs().resolve("0123456789abcdef0123456789abcdef"));

            node.startAgain(0);

            assertThat(half).doesNotExist();
            try (var plant = node.steelworks()) {
                assertThat(plant.imports().list()).isEmpty();
            }
        }
    }

    private static ImportJob await(YuanliuClient client, String id, Predicate<ImportJob> wanted) {
        ImportJob job = client.imports().get(id);
        while (!wanted.test(job)) {
            assertThat(job.state()).as(job.toString()).isIn(ImportState.WAITING, ImportState.RUNNING);
            Thread.onSpinWait();
            job = client.imports().get(id);
        }
        return job;
    }

    private static void assertEachOnceInOrder(YuanliuClient client, String id, int rows) {
        List<ReportRow> report = client.imports().report(id, 1).toList();
        assertThat(report).hasSize(rows).allMatch(row -> row.version() == 1);
        for (int i = 0; i < rows; i++) {
            assertThat(report.get(i).identifier()).isEqualTo("88.118.8/C" + i);
        }
        assertThat(report.stream().map(ReportRow::sequence).toList()).isSorted();
        assertThat(client.list(GrpcNode.STEEL_PREFIX)).hasSize(rows);
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        YuanliuException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason.name()));
    }

    private void checkStore() {
        try (Store store = RocksStore.open(new NodeFolder(data()).store(), StoreOptions.SMALL)) {
            assertThat(StoreCheck.of(store).findings()).isEmpty();
        }
    }

    private Path data() {
        return folder.resolve("node");
    }

    private Path jobs() {
        return new NodeFolder(data()).jobs();
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format(Locale.ROOT, TABLE, i, i))
                .collect(Collectors.joining());
    }

    private static ImportJobs.Lines lines(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
