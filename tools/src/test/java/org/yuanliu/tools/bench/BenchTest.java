package org.yuanliu.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class BenchTest {
    @Test
    void everyTrialRunsAndNoAnswerIsWrong(@TempDir Path folder) throws Exception {
        Settings settings = new Settings(
                folder, 500, 1, Duration.ofMillis(300), Duration.ofMillis(50), Optional.empty(), List.of());

        List<Row> rows;
        try (Bench bench = new Bench(settings, progress -> {})) {
            rows = Row.of(bench.run());
        }

        assertThat(rows).allSatisfy(row -> assertThat(row.lost()).as(row.name()).isZero());
        assertThat(rows).extracting(Row::name).contains("bare-grpc", "http-json", "register-64");
        // The slow ones may not end within their short time here.
        assertThat(rows)
                .filteredOn(row -> List.of("udp-64", "tcp-pipelined").contains(row.name()))
                .extracting(Row::rate)
                .hasSize(2)
                .allMatch(rate -> rate > 0);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void medianRunIsReportedBesideItsBound() {
        Trial bare = Trial.bare("bare", new CallLoad(1, () -> null));
        Trial ours = Trial.of("ours", new CallLoad(1, () -> null), "bare").reference(7);

        List<Row> rows = Row.of(List.of(
                new Bench.Measured(bare, List.of(sample(90), sample(100), sample(200))),
                new Bench.Measured(ours, List.of(sample(70), sample(10), sample(50)))));

        assertThat(rows.get(1)).isEqualTo(new Row("ours", 50, 10, 70, 1, 2, 9, "bare", 0.5, 7));
    }

    private static Sample sample(double rate) {
        return new Sample(rate, 1, 2, 3);
    }
}
