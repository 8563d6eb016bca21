package org.yuanliu.tools.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yuanliu.tools.bench.load.Load;
import org.yuanliu.tools.bench.load.Sample;

/** Measures trials in turns, so that all see the same machine, and collects the rows. For one thread. */
final class Stage {
    private final Settings settings;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();

    Stage(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Settings settings() {
        return settings;
    }

    List<Row> rows() {
        return rows;
    }

    void say(String what) {
        progress.accept(what);
    }

    boolean wants(String name) {
        return settings.only().isEmpty() || settings.only().contains(name);
    }

    boolean wantsAny(List<String> names) {
        return names.stream().anyMatch(this::wants);
    }

    /** Runs those of the trials that are wanted, and the bounds of these. */
    void inTurns(List<Trial> trials) throws Exception {
        Deque<Load> open = new ArrayDeque<>();
        try {
            List<Trial.Measured> all = new ArrayList<>();
            for (Trial trial : wanted(trials)) {
                say("warming up: " + trial.name());
                Load load = trial.opening().open();
                open.addLast(load);
                load.run(settings.warmUp());
                all.add(new Trial.Measured(trial, new ArrayList<>()));
            }
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Trial.Measured measured : all) {
                    say("round " + round + " of " + settings.rounds() + ": "
                            + measured.trial().name());
                    Stillness.await();
                    Load load = open.removeFirst();
                    open.addLast(load);
                    measured.runs().add(load.run(settings.time()));
                }
            }
            all.forEach(measured -> add(measured.trial(), measured.runs()));
        } finally {
            while (!open.isEmpty()) {
                open.removeLast().close();
            }
        }
    }

    private List<Trial> wanted(List<Trial> trials) {
        Set<String> names = new HashSet<>(settings.only());
        trials.stream()
                .filter(trial -> wants(trial.name()))
                .forEach(trial -> trial.bound().ifPresent(names::add));
        return trials.stream()
                .filter(trial -> settings.only().isEmpty() || names.contains(trial.name()))
                .toList();
    }

    /** Takes a trial that was measured elsewhere. */
    void add(Trial trial, List<Sample> runs) {
        Optional<Row> bound = trial.bound().flatMap(this::row);
        rows.add(Row.of(trial, runs, bound.map(Row::value).orElse(0.0)));
    }

    /** Takes a figure that was taken once. */
    void add(String name, String unit, double value, Optional<Goal> goal) {
        rows.add(Row.figure(name, unit, value).beside("", 0, goal));
    }

    /** The same, compared with an earlier one. */
    void addBeside(String bound, String name, String unit, double value, Optional<Goal> goal) {
        double of = row(bound).map(Row::value).orElse(0.0);
        rows.add(Row.figure(name, unit, value).beside(bound, of, goal));
    }

    private Optional<Row> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }
}
