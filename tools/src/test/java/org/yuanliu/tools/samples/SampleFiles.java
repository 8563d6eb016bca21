package org.yuanliu.tools.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the sample files that {@code yuanliu demo} registers. All figures are invented; limits and habits are those of
 * the standards named in the files. Run {@link #main} with the folder to write, {@code tools/src/main/resources/samples}.
 */
final class SampleFiles {
    private SampleFiles() {}

    static List<Sheet> all() {
        return Stream.of(
                        new Steelworks().sheets(),
                        new CopperSmelter().sheets(),
                        new PetrochemicalPlant().sheets(),
                        new CementPlant().sheets())
                .flatMap(List::stream)
                .toList();
    }

    public static void main(String[] folder) throws IOException {
        for (Sheet sheet : all()) {
            Files.writeString(Path.of(folder[0], sheet.name()), sheet.text());
        }
    }
}
