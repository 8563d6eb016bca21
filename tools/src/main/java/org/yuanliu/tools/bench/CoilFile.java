package org.yuanliu.tools.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yuanliu.tools.bench.load.Coils;

/** A file of coils as a plant's system writes it. */
final class CoilFile {
    private CoilFile() {}

    /** CSV with a row for each of the first {@code count} coils, its columns the fields of their template. */
    static void write(Path file, int count) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("identifier," + String.join(",", Coils.values(0).keySet()) + "\n");
            for (int i = 0; i < count; i++) {
                out.write(Coils.identifier(i).text());
                for (String value : Coils.values(i).values()) {
                    out.write(",");
                    out.write(value);
                }
                out.write("\n");
            }
        }
    }
}
