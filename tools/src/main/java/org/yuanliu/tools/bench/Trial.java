package org.yuanliu.tools.bench;

import java.util.List;
import java.util.Optional;
import org.yuanliu.tools.bench.load.Load;
import org.yuanliu.tools.bench.load.Sample;

/**
 * What becomes one row of the report.
 *
 * @param name stable; programs may rely on it
 * @param opening makes the load, if somebody wants to see it
 * @param bound name of the trial before it that says what this one could reach at best
 * @param reference operations a second of the reference server Handle.Net 9.3.1, measured on a 2-core machine on
 *     2026-11-24 with a generator in C: to know the order of size, not to compare with
 */
record Trial(
        String name,
        Shared.Opening<Load> opening,
        Optional<String> bound,
        Optional<Goal> goal,
        Optional<Integer> reference) {

    /** A trial and its runs. */
    record Measured(Trial trial, List<Sample> runs) {}

    static Trial of(String name, Shared.Opening<Load> opening) {
        return new Trial(name, opening, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Trial within(String boundName) {
        return new Trial(name, opening, Optional.of(boundName), goal, reference);
    }

    Trial goal(Goal wanted) {
        return new Trial(name, opening, bound, Optional.of(wanted), reference);
    }

    Trial reference(int rate) {
        return new Trial(name, opening, bound, goal, Optional.of(rate));
    }
}
