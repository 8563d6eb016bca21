package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.MalformedMessage;

/**
 * The data of an element as JSON: {@code "text"}, or {@code {"format":F,"value":V}} with F one of
 *
 * <pre>
 * string   V is text, kept as UTF-8
 * base64   V is text: any bytes
 * hex      the same
 * </pre>
 */
final class DataJson {
    private DataJson() {}

    /** Reads the field {@code data} of an element. */
    static Bytes read(Fields element) throws MalformedMessage {
        if (element.node("data").isTextual()) {
            return Bytes.utf8(element.text("data"));
        }
        return formatted(element.object("data", "format", "value"));
    }

    private static Bytes formatted(Fields data) throws MalformedMessage {
        String format = data.text("format");
        return switch (format) {
            case "string" -> Bytes.utf8(data.text("value"));
            case "base64" -> base64(data);
            case "hex" -> hex(data);
            default -> throw data.wrong("format", "found '" + format + "', right are string, base64, hex");
        };
    }

    /** Does not repeat what was found: it may be a secret. */
    private static Bytes base64(Fields data) throws MalformedMessage {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(data.text("value")));
        } catch (IllegalArgumentException e) {
            throw data.wrong("value", "no base64");
        }
    }

    private static Bytes hex(Fields data) throws MalformedMessage {
        try {
            return Bytes.wrap(HexFormat.of().parseHex(data.text("value")));
        } catch (IllegalArgumentException e) {
            throw data.wrong("value", "no hex, right are pairs of 0..9 and a..f");
        }
    }

    /** Writes the field {@code data}. */
    static void write(Element element, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("data");
        writePlain(element.data(), json);
        json.writeEndObject();
    }

    private static void writePlain(Bytes data, JsonGenerator json) throws IOException {
        Optional<String> text = printable(data);
        if (text.isPresent()) {
            json.writeStringField("format", "string");
            json.writeStringField("value", text.get());
        } else {
            json.writeStringField("format", "base64");
            json.writeStringField("value", Base64.getEncoder().encodeToString(data.toArray()));
        }
    }

    /** The text, if the bytes are UTF-8 without control characters other than tab and line ends. */
    private static Optional<String> printable(Bytes data) {
        boolean ascii = true;
        for (int i = 0; i < data.length(); i++) {
            int c = data.u1(i);
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
                return Optional.empty();
            }
            ascii &= c < 0x80;
        }
        return ascii ? Optional.of(data.utf8()) : strictly(data);
    }

    private static Optional<String> strictly(Bytes data) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data.toArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
