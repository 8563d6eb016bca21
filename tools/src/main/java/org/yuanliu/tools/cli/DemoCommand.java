package org.yuanliu.tools.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.node.Config;
import org.yuanliu.sdk.Failure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The product in a minute: a node, four enterprises, ten thousand batches, and answers from every door. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--data", paramLabel = "DIR")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--exit")
    private boolean exit;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        DemoNode node;
        try {
            node = DemoNode.start(data, console.texts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean shown = false;
        try {
            show(node, System.nanoTime() - start);
            shown = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (exit || !shown) {
                node.close();
            }
        }
        if (!exit) {
            Serving.begin(console, Config.DRAIN, node::close).untilStopped();
        }
        return Exit.OK.code();
    }

    private void show(DemoNode node, long startedNanos) throws IOException {
        DemoReport report = new DemoReport(console, node);
        report.started(startedNanos);
        node.publish();
        List<DemoLoad> loads = new ArrayList<>();
        for (DemoPlant plant : DemoPlant.values()) {
            node.admit(plant);
            DemoLoad load = DemoLoad.register(node, plant, console);
            report.registered(load);
            loads.add(load);
        }
        DemoLoad late = DemoLoad.update(node, DemoPlant.CEMENT, DemoPlant.LATE_STRENGTHS, console);
        report.allRegistered(loads, late);
        Failure refusal = DemoMistake.made(node);
        report.refused(refusal);
        List<DemoTour.Stop> stops = new DemoTour(node, console.texts()).stops();
        report.toured(stops);
        report.lateBatch();
        report.next(exit);
        report.json(loads, late, refusal, stops);
    }
}
