package org.yuanliu.tools.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One trial's result: its median run by rate, and the slowest and fastest.
 *
 * @param bound trial it is compared with, or empty
 * @param share of that trial's median rate, or 0
 * @param lost operations without a good answer, over all runs
 * @param reference the reference server's rate, or 0, see {@link Trial}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Row(
        String name,
        double rate,
        double slowest,
        double fastest,
        double p50Micros,
        double p99Micros,
        long lost,
        String bound,
        double share,
        int reference) {

    static List<Row> of(List<Bench.Measured> all) {
        List<Row> rows = new ArrayList<>();
        for (Bench.Measured measured : all) {
            Trial trial = measured.trial();
            List<Sample> runs = measured.runs().stream()
                    .sorted(Comparator.comparingDouble(Sample::rate))
                    .toList();
            Sample median = runs.get(runs.size() / 2);
            String bound = trial.bound().orElse("");
            double share = rows.stream()
                    .filter(row -> row.name.equals(bound))
                    .mapToDouble(row -> median.rate() / row.rate)
                    .findFirst()
                    .orElse(0);
            rows.add(new Row(
                    trial.name(),
                    median.rate(),
                    runs.get(0).rate(),
                    runs.get(runs.size() - 1).rate(),
                    median.p50(),
                    median.p99(),
                    runs.stream().mapToLong(Sample::lost).sum(),
                    bound,
                    share,
                    trial.reference().orElse(0)));
        }
        return rows;
    }
}
