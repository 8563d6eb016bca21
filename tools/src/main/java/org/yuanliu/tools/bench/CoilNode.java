package org.yuanliu.tools.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yuanliu.tools.bench.load.Coils;

/**
 * The folder of a node that holds the first coils, registered from a file by the command line.
 *
 * @param parent may hold the folder already, from another run
 * @param coils how many
 */
record CoilNode(Path parent, int coils) {
    /** Lies in a folder that was filled to the end. */
    private static final String FILLED = "bench-filled";

    Path folder() {
        return parent.resolve("coils-" + coils);
    }

    /**
     * Fills it unless it is filled.
     *
     * @return records a second, from the start of {@code register} to its end: all are durable then
     */
    Optional<Double> fill(Stage stage, Settings settings) throws IOException, InterruptedException {
        if (Files.exists(folder().resolve(FILLED))) {
            stage.say("using the node in " + folder());
            return Optional.empty();
        }
        if (Files.exists(folder())) {
            ScratchFolder.delete(folder());
        }
        Files.createDirectories(folder());
        BenchNode.found(folder());
        stage.say("importing " + coils + " records from a file");
        double rate;
        try (ScratchFolder scratch = ScratchFolder.in(settings.folder());
                NodeProcess node = NodeProcess.start(folder(), settings.nodeOptions())) {
            Path file = scratch.path().resolve("coils.csv");
            CoilFile.write(file, coils);
            long began = System.nanoTime();
            register(file);
            rate = coils * 1e9 / (System.nanoTime() - began);
        }
        Files.createFile(folder().resolve(FILLED));
        return Optional.of(rate);
    }

    private void register(Path file) throws IOException, InterruptedException {
        Process register = JavaProcess.start(
                List.of(),
                List.of("register", file.toString(), "--template", Coils.TEMPLATE, "--data", folder().toString()),
                ProcessBuilder.Redirect.INHERIT);
        String said = new String(register.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (register.waitFor() != 0) {
            throw new IOException("not all records were registered: " + said.strip());
        }
    }
}
