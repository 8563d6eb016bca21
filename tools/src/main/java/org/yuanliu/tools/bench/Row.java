package org.yuanliu.tools.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.yuanliu.tools.bench.load.Sample;

/**
 * One trial's result, its median run by rate and the slowest and fastest; or a figure that was taken once.
 *
 * @param value operations a second, or what the figure counts
 * @param unit of the value
 * @param lost operations without a good answer, over all runs
 * @param bound trial it is compared with, or empty
 * @param share of that trial's value, or 0
 * @param goal in words, or empty
 * @param isMet whether the goal is reached
 * @param reference the reference server's rate, or 0, see {@link Trial}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Row(
        String name,
        double value,
        String unit,
        double slowest,
        double fastest,
        Times times,
        long lost,
        String bound,
        double share,
        String goal,
        boolean isMet,
        int reference) {

    /** Of the median run, in microseconds; see {@link Sample}. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Times(double p50, double p99, double p999) {
        static final Times NONE = new Times(0, 0, 0);
    }

    /** @param of value of the trial it is compared with, or 0 */
    static Row of(Trial trial, List<Sample> runs, double of) {
        List<Sample> sorted =
                runs.stream().sorted(Comparator.comparingDouble(Sample::rate)).toList();
        Sample median = sorted.get(sorted.size() / 2);
        return new Row(
                        trial.name(),
                        median.rate(),
                        "/s",
                        sorted.get(0).rate(),
                        sorted.get(sorted.size() - 1).rate(),
                        new Times(median.p50(), median.p99(), median.p999()),
                        runs.stream().mapToLong(Sample::lost).sum(),
                        "",
                        0,
                        "",
                        false,
                        trial.reference().orElse(0))
                .beside(trial.bound().orElse(""), of, trial.goal());
    }

    static Row figure(String name, String unit, double value) {
        return new Row(name, value, unit, 0, 0, Times.NONE, 0, "", 0, "", false, 0);
    }

    Row beside(String boundName, double of, Optional<Goal> wanted) {
        double ratio = of == 0 ? 0 : value / of;
        return new Row(
                name,
                value,
                unit,
                slowest,
                fastest,
                times,
                lost,
                boundName,
                ratio,
                wanted.map(Goal::text).orElse(""),
                wanted.filter(it -> it.isMet(figure(it.of(), ratio))).isPresent(),
                reference);
    }

    private double figure(Goal.Of of, double ratio) {
        return switch (of) {
            case SHARE -> ratio;
            case VALUE -> value;
            case P50_MICROS -> times.p50;
            case P99_MICROS -> times.p99;
        };
    }
}
