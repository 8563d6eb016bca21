package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Ttl;

/**
 * One element as JSON (wire reference, section 13); all but index, type and data may be left out:
 *
 * <pre>
 * {"index":1, "type":"URL", "data":{"format":"string","value":"https://example.cn/"},
 *  "permissions":"1110",                 administrators read, write, everyone reads, writes; "*" is 1111
 *  "ttl":86400,                          seconds; or a moment "2026-11-24T08:00:00Z"
 *  "timestamp":"2026-11-24T08:00:00Z",   of the last write
 *  "references":[{"handle":"88.118.8/Y", "index":1}]}
 * </pre>
 */
public final class ElementJson {
    private static final byte[] MOMENT = "0000-00-00T00:00:00Z".getBytes(StandardCharsets.ISO_8859_1);

    private ElementJson() {}

    /**
     * Reads one element.
     *
     * @param path where it stands in the text, for complaints; may be empty
     * @throws MalformedMessage with the field at fault, what was found and what is right
     */
    public static Element read(JsonNode node, String path) throws MalformedMessage {
        Fields outer = Fields.of(node, path, "index", "type", "data", "permissions", "ttl", "timestamp", "references");
        int index = (int) outer.integer("index", 1, Integer.MAX_VALUE);
        Fields fields = outer.inElement(index);
        return new Element(
                index,
                fields.has("timestamp") ? moment(fields, "timestamp") : 0,
                ttl(fields),
                permissions(fields),
                new ElementType(fields.text("type")),
                DataJson.read(fields, "data"),
                references(fields));
    }

    private static Ttl ttl(Fields fields) throws MalformedMessage {
        if (!fields.has("ttl")) {
            return Ttl.DEFAULT;
        }
        return fields.node("ttl").isTextual() ? new Ttl(true, moment(fields, "ttl")) : new Ttl(false, fields.u4("ttl"));
    }

    private static int moment(Fields fields, String name) throws MalformedMessage {
        String text = fields.text(name);
        try {
            long seconds = OffsetDateTime.parse(text).toEpochSecond();
            if (seconds >= 0 && seconds <= 0xFFFF_FFFFL) {
                return (int) seconds;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw fields.wrong(
                name,
                "found " + Fields.shown(fields.node(name))
                        + ", right is a moment of 1970..2106 such as 2026-11-24T08:00:00Z");
    }

    /** Also takes more than four digits if the front ones are 0: the CNRI parser sees the first bit only then. */
    private static Permissions permissions(Fields fields) throws MalformedMessage {
        if (!fields.has("permissions")) {
            return Permissions.DEFAULT;
        }
        String text = fields.text("permissions");
        if (text.equals("*")) {
            return new Permissions(0xF);
        }
        if (!text.matches("0{0,8}[01]{4}")) {
            throw fields.wrong(
                    "permissions",
                    "found " + Fields.shown(fields.node("permissions"))
                            + ", right are four digits 0 or 1 (administrators read, write, everyone reads, writes) or *");
        }
        return new Permissions(Integer.parseInt(text, 2));
    }

    private static List<Reference> references(Fields fields) throws MalformedMessage {
        List<Reference> references = new ArrayList<>();
        for (Fields each : fields.objects("references", "handle", "identifier", "index")) {
            references.add(each.reference());
        }
        return references;
    }

    /** Writes one element; what is at its default (permissions 1110, no timestamp, no references) is left out. */
    public static void write(Element element, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", element.index());
        json.writeStringField("type", element.type().name());
        json.writeFieldName("data");
        DataJson.write(element, json);
        if (!element.permissions().equals(Permissions.DEFAULT)) {
            json.writeStringField("permissions", digits(element.permissions().bits(), 4));
        }
        if (element.ttl().absolute()) {
            json.writeStringField("ttl", moment(element.ttl().seconds()));
        } else {
            json.writeNumberField("ttl", Integer.toUnsignedLong(element.ttl().seconds()));
        }
        if (element.timestamp() != 0) {
            json.writeStringField("timestamp", moment(element.timestamp()));
        }
        if (!element.references().isEmpty()) {
            json.writeFieldName("references");
            write(element.references(), json);
        }
        json.writeEndObject();
    }

    static void write(List<Reference> references, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Reference reference : references) {
            json.writeStartObject();
            writeFields(reference, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeFields(Reference reference, JsonGenerator json) throws IOException {
        json.writeStringField("handle", reference.identifier().text());
        json.writeNumberField("index", Integer.toUnsignedLong(reference.index()));
    }

    /** As {@link java.time.Instant#toString}, in a tenth of its time: the years 1970 to 2106 have four digits. */
    static String moment(int unsignedSeconds) {
        var at = LocalDateTime.ofEpochSecond(Integer.toUnsignedLong(unsignedSeconds), 0, ZoneOffset.UTC);
        byte[] text = MOMENT.clone();
        twoDigits(at.getYear() / 100, text, 0);
        twoDigits(at.getYear() % 100, text, 2);
        twoDigits(at.getMonthValue(), text, 5);
        twoDigits(at.getDayOfMonth(), text, 8);
        twoDigits(at.getHour(), text, 11);
        twoDigits(at.getMinute(), text, 14);
        twoDigits(at.getSecond(), text, 17);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void twoDigits(int number, byte[] text, int at) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }

    /** At least so many binary digits. */
    static String digits(int bits, int least) {
        String digits = Integer.toBinaryString(bits);
        return "0".repeat(Math.max(0, least - digits.length())) + digits;
    }
}
