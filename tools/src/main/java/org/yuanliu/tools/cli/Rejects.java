package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.files.BatchLine;

/**
 * The file beside the input that says which lines were not taken, and why; there is none if all were:
 *
 * <pre>
 * {"line":7,"reason":"ALREADY_EXISTS","message":"...","identifier":"88.118.8/X","text":"88.118.8/X,..."}
 * </pre>
 */
final class Rejects implements Consumer<Registration.Rejection>, Closeable {
    private final Path file;
    private Optional<PrintStream> out = Optional.empty();

    private Rejects(Path file) {
        this.file = file;
    }

    /** Takes away the file of an earlier run. */
    static Rejects beside(Path input) throws IOException {
        Path file = Path.of(input + ".rejected.jsonl");
        Files.deleteIfExists(file);
        return new Rejects(file);
    }

    Path file() {
        return file;
    }

    @Override
    public void accept(Registration.Rejection rejection) {
        if (out.isEmpty()) {
            out = Optional.of(open());
        }
        Console.json(out.get(), json -> write(rejection, json));
    }

    private PrintStream open() {
        try {
            return new PrintStream(
                    new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Registration.Rejection rejection, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", rejection.line().number());
        json.writeStringField("reason", rejection.reason());
        json.writeStringField("message", rejection.message());
        if (rejection.line() instanceof BatchLine.Batch batch) {
            json.writeStringField("identifier", batch.identifier().text());
        }
        json.writeStringField("text", rejection.line().text());
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        out.ifPresent(PrintStream::close);
    }
}
