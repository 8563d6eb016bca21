package org.yuanliu.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.tools.bench.load.CallLoad;
import org.yuanliu.tools.bench.load.Sample;

@Timeout(300)
class BenchTest {
    @Test
    void everyTrialRunsAndNoAnswerIsWrong(@TempDir Path folder, @TempDir Path kept) throws Exception {
        Bench bench = new Bench(settings(folder, kept, List.of()), progress -> {});

        List<Row> rows = bench.run();

        // At half load a datagram may get lost on a busy machine.
        assertThat(rows)
                .filteredOn(row -> !row.name().equals("half-udp"))
                .allSatisfy(row -> assertThat(row.lost()).as(row.name()).isZero());
        assertThat(rows)
                .extracting(Row::name)
                .contains("bare-grpc", "http-json", "register-64", "create-sessions", "register-stream", "half-udp")
                .contains("import", "start", "hot-udp", "hot-http", "hot-grpc", "memory-heap", "disk-records", "disk");
        // The slow ones may not end within their short time here.
        assertThat(rows)
                .filteredOn(row -> List.of("udp-64", "tcp-pipelined", "create-sessions", "import", "memory", "disk")
                        .contains(row.name()))
                .extracting(Row::value)
                .hasSize(6)
                .allMatch(value -> value > 0);
        assertThat(folder).isEmptyDirectory();
        assertThat(kept.resolve("coils-600")).isDirectory();
    }

    @Test
    void keptNodeIsUsedAgain(@TempDir Path folder, @TempDir Path kept) throws Exception {
        new Bench(settings(folder, kept, List.of("import", "disk")), progress -> {}).run();
        Path mark = kept.resolve("coils-600").resolve("bench-filled");
        Object made = Files.getLastModifiedTime(mark);

        List<Row> rows = new Bench(settings(folder, kept, List.of("import", "start")), progress -> {}).run();

        assertThat(rows).extracting(Row::name).containsExactly("start");
        assertThat(Files.getLastModifiedTime(mark)).isEqualTo(made);
    }

    private static Settings settings(Path folder, Path kept, List<String> only) {
        return new Settings(
                folder,
                500,
                600,
                Optional.of(kept),
                1,
                Duration.ofMillis(300),
                Duration.ofMillis(50),
                Optional.empty(),
                only,
                List.of("-XX:TieredStopAtLevel=1"));
    }

    @Test
    void medianRunIsReportedBesideItsBound() {
        Trial trial = Trial.of("ours", () -> new CallLoad(1, () -> null))
                .within("bare")
                .goal(Goal.share(0.5))
                .reference(7);

        Row row = Row.of(trial, List.of(sample(70), sample(10), sample(50)), 100);

        assertThat(row)
                .isEqualTo(new Row(
                        "ours", 50, "/s", 10, 70, new Row.Times(1, 2, 3), 12, "bare", 0.5, "share >= 0.50", true, 7));
    }

    @Test
    void timeThatWasNotTakenMeetsNoGoal() {
        assertThat(Goal.p99Within(1000).isMet(0)).isFalse();
        assertThat(Goal.p99Within(1000).isMet(999)).isTrue();
        assertThat(Goal.shareAtMost(1.3).isMet(1.31)).isFalse();
        assertThat(Goal.rate(10).isMet(10)).isTrue();
    }

    private static Sample sample(double rate) {
        return new Sample(rate, 1, 2, 3, 4);
    }
}
