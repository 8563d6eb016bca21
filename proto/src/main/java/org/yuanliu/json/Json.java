package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** JSON text in and out, with limits. Thread-safe. */
public final class Json {
    /** Largest text that is read, in bytes; more than the largest record that fits into one message. */
    public static final int MAX_BYTES = 4 << 20;

    /** A key of a server of a site of an element of a record lies ten levels deep. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_DIGITS = 20;
    private static final int MAX_MESSAGE = 200;

    /** What the parser says of itself: how it was told not to show its source. */
    private static final Pattern PARSERS_OWN = Pattern.compile("Source: REDACTED [^;]*; ");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(128)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final ObjectMapper MAPPER =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /**
     * Reads one JSON value that fills the text.
     *
     * @throws MalformedMessage with {@link Reason#INVALID_ARGUMENT} and the place, if it is none; with
     *     {@link Reason#TOO_LARGE} beyond {@link #MAX_BYTES}
     */
    public static JsonNode read(Bytes text) throws MalformedMessage {
        if (text.length() > MAX_BYTES) {
            throw new MalformedMessage(
                    Reason.TOO_LARGE, "the JSON text", text.length() + " bytes", Integer.toString(MAX_BYTES));
        }
        try {
            JsonNode node = MAPPER.readTree(text.toArray());
            if (node == null || node.isMissingNode()) {
                throw new MalformedMessage(Reason.INVALID_ARGUMENT, "the JSON text", "it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "the JSON text", place(e));
        } catch (IOException e) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "the JSON text", "it is not UTF-8");
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        String what = PARSERS_OWN
                .matcher(String.valueOf(e.getOriginalMessage()).strip())
                .replaceAll("");
        return where + (what.length() > MAX_MESSAGE ? what.substring(0, MAX_MESSAGE) + "..." : what);
    }

    /** Writes one JSON value in UTF-8; leaves the stream open. */
    public static void write(OutputStream out, boolean pretty, Body body) {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            if (pretty) {
                json.useDefaultPrettyPrinter();
            }
            body.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one JSON value and a line break: a line of JSON Lines. */
    public static void writeLine(OutputStream out, Body body) {
        write(out, false, body);
        try {
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is to be written. */
    public interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
