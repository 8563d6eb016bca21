package org.yuanliu.tools.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.yuanliu.json.GivenRecord;
import org.yuanliu.json.ItemJson;
import org.yuanliu.json.Json;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;

/**
 * The lines that {@code POST /v1/batches} takes ({@link ItemJson}), in elements or in the words of a template; empty
 * lines are skipped. The same with {@code line}, {@code reason} and {@code message} is a line that was rejected before.
 */
final class JsonLinesFile extends LineAhead {
    private static final int SHOWN_OF_TOO_LONG_LINES = 80;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private long number;

    JsonLinesFile(Reader reader) {
        this.reader = reader;
    }

    /** One line; empty if it is blank. Of a line that is too long only the beginning is kept. */
    @Override
    Optional<BatchLine> read() {
        StringBuilder text = new StringBuilder();
        long length = 0;
        try {
            int c = reader.read();
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (++length <= Json.MAX_BYTES && !(number == 0 && length == 1 && c == BYTE_ORDER_MARK)) {
                    text.append((char) c);
                }
            }
            if (c < 0) {
                end();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        number++;
        return text.toString().isBlank()
                ? Optional.empty()
                : Optional.of(line(text.toString().strip(), length));
    }

    private BatchLine line(String text, long length) {
        if (length > Json.MAX_BYTES) {
            return new BatchLine.Wrong(
                    number,
                    text.substring(0, SHOWN_OF_TOO_LONG_LINES),
                    Problem.of(Reason.TOO_LARGE, "the line", length + " characters", Integer.toString(Json.MAX_BYTES)));
        }
        try {
            JsonNode line = asRecord(Json.read(Bytes.utf8(text)));
            return line.has("responseCode") || !line.isObject() ? answer(text, line) : item(text, line);
        } catch (MalformedMessage e) {
            return new BatchLine.Wrong(number, text, e.problem());
        }
    }

    /** The answer to a resolution, kept in a file. */
    private BatchLine answer(String text, JsonNode line) throws MalformedMessage {
        GivenRecord record = RecordJson.read(line);
        Identifier identifier = record.identifier()
                .orElseThrow(() -> new MalformedMessage(Reason.INVALID_ARGUMENT, "identifier", "it is missing"));
        return new BatchLine.Batch(number, text, identifier, record.elements());
    }

    private BatchLine item(String text, JsonNode line) {
        Request.ParcelItem item = ItemJson.read(line);
        if (item instanceof Request.Create create) {
            return new BatchLine.Batch(number, text, create.identifier(), create.elements());
        } else if (item instanceof Request.Update update) {
            return new BatchLine.Batch(number, text, update.identifier(), update.put(), true);
        } else if (item instanceof Request.Filled filled) {
            return new BatchLine.Filled(
                    number, text, filled.identifier(), filled.template(), filled.values(), filled.update());
        } else if (item instanceof Request.Unfit unfit) {
            return new BatchLine.Wrong(number, text, unfit.problem());
        }
        throw new AssertionError(item);
    }

    /** A line of a file of rejected lines is the record that it is about; what was said of it goes. */
    private static JsonNode asRecord(JsonNode line) throws MalformedMessage {
        if (!(line instanceof ObjectNode object) || !(line.has("line") && line.has("reason"))) {
            return line;
        }
        if (!line.has("values") && !line.has("template")) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "the line",
                    "it could not be read as line " + line.path("line").asText()
                            + " of the first file; correct that one and send it as a file of its own");
        }
        return object.without(List.of("line", "reason", "message", "faults", "violations"));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
