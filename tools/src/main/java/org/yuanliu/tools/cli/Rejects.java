package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.Json;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.Elements;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.files.BatchLine;

/**
 * The file beside the input that says which lines were not taken, and why; there is none if all were:
 *
 * <pre>
 * {"line":7,"reason":"ALREADY_EXISTS","message":"...","identifier":"88.118.8/X","values":[...]}
 * {"line":8,"reason":"TEMPLATE_VIOLATED","message":"...","faults":["mass ..."],"identifier":"88.118.8/X","template":...}
 * {"line":9,"reason":"INVALID_ARGUMENT","message":"...","text":"88.118.8/Y,..."}                 could not be read
 * </pre>
 *
 * <p>Lines come in the order of the input. The file can be registered in its turn. Rules broken that were found without
 * a node stand in {@code violations}, too, taken apart.
 */
final class Rejects implements Consumer<Registration.Rejection>, Closeable {
    private final Path file;
    private final Function<IOException, CommandFailure> trouble;
    private final Locale locale;
    private Optional<OutputStream> out = Optional.empty();

    private Rejects(Path file, Locale locale, Function<IOException, CommandFailure> trouble) {
        this.file = file;
        this.locale = locale;
        this.trouble = trouble;
    }

    /**
     * Takes away the file of an earlier run.
     *
     * @param locale of the texts for people
     * @param trouble what to throw when a line cannot be written
     */
    static Rejects beside(Path input, Locale locale, Function<IOException, CommandFailure> trouble) {
        Path file = beside(input);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw trouble.apply(e);
        }
        return new Rejects(file, locale, trouble);
    }

    static Path beside(Path input) {
        return Path.of(input + ".rejected.jsonl");
    }

    Path file() {
        return file;
    }

    /** Each line at once to the disk's side: what is told as written can be read, and a full disk is noticed. */
    @Override
    public void accept(Registration.Rejection rejection) {
        try {
            if (out.isEmpty()) {
                out = Optional.of(Files.newOutputStream(file));
            }
            var line = new ByteArrayOutputStream();
            Json.write(line, false, json -> write(rejection, json));
            line.write('\n');
            out.get().write(line.toByteArray());
        } catch (IOException e) {
            throw trouble.apply(e);
        }
    }

    private void write(Registration.Rejection rejection, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", rejection.line().number());
        json.writeStringField("reason", rejection.reason());
        json.writeStringField("message", rejection.message());
        if (!rejection.faults().isEmpty()) {
            json.writeArrayFieldStart("faults");
            for (String fault : rejection.faults()) {
                json.writeString(fault);
            }
            json.writeEndArray();
        }
        writeRecord(rejection.line(), json);
        json.writeEndObject();
    }

    private void writeRecord(BatchLine line, JsonGenerator json) throws IOException {
        if (line instanceof BatchLine.Batch batch) {
            json.writeStringField("identifier", batch.identifier().text());
            RecordJson.writeValues(Elements.of(batch.elements()), json);
            if (batch.update()) {
                json.writeBooleanField("update", true);
            }
        } else if (line instanceof BatchLine.Filled filled) {
            json.writeStringField("identifier", filled.identifier().text());
            ItemJson.writeFilled(filled.template(), filled.values(), filled.update(), json);
        } else if (line instanceof BatchLine.Wrong wrong && wrong.record().isPresent()) {
            ItemJson.writeViolations(wrong.problem().violations(), locale, json);
            writeRecord(wrong.record().get(), json);
        } else {
            json.writeStringField("text", line.text());
        }
    }

    @Override
    public void close() throws IOException {
        if (out.isPresent()) {
            out.get().close();
        }
    }
}
