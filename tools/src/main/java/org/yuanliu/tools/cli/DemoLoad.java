package org.yuanliu.tools.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.files.BatchFile;

/** What one plant sent, and how long that took; batches that were there already count as sent. */
record DemoLoad(DemoPlant plant, long batches, Duration took) {

    /** Registers the plant's files as the plant. */
    static DemoLoad register(DemoNode node, DemoPlant plant, Console console) throws IOException {
        return send(node, plant, plant.samples(), false, console);
    }

    /** Adds the late values of a file to records that are there. */
    static DemoLoad update(DemoNode node, DemoPlant plant, DemoPlant.Sample sample, Console console)
            throws IOException {
        return send(node, plant, List.of(sample), true, console);
    }

    private static DemoLoad send(
            DemoNode node, DemoPlant plant, List<DemoPlant.Sample> samples, boolean update, Console console)
            throws IOException {
        long batches = 0;
        Duration took = Duration.ZERO;
        try (YuanliuClient client = node.client(plant)) {
            client.whoAmI();
            for (DemoPlant.Sample sample : samples) {
                String name = sample.file();
                try (BatchFile file = DemoNode.sample(name);
                        RegistrationStream stream = client.registration(name, StreamOptions.DEFAULT.again());
                        Progress progress = Progress.of(console, name, DemoNode.batches(name))) {
                    var sender = Registration.Sender.over(stream, sample.template(), update);
                    Registration.Result result =
                            new Registration(sender, DemoLoad::mustBeThere, progress, console.texts()).run(file);
                    batches += result.accepted() + result.rejected();
                    took = took.plus(result.took());
                }
            }
        }
        return new DemoLoad(plant, batches, took);
    }

    private static void mustBeThere(Registration.Rejection rejection) {
        if (!rejection.reason().equals(Reason.ALREADY_EXISTS.name())) {
            throw new IllegalStateException(rejection.line().number() + ": " + rejection.message());
        }
    }

    double seconds() {
        return took.toNanos() / 1e9;
    }

    /** Batches a second. */
    long rate() {
        return Math.round(batches / Math.max(1e-9, seconds()));
    }
}
