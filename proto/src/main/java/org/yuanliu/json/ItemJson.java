package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Violation;

/**
 * Items of a parcel and the verdicts on them, one JSON object each (docs/registration.md):
 *
 * <pre>
 * {"identifier":"88.118.8/X1", "values":[ element, ... ]}                  a new record
 * {"identifier":"88.118.8/X1", "values":[ element, ... ], "update":true}   elements put into one that exists
 *
 * {"identifier":"88.118.8/X1", "template":"steel-coil:1", "fields":{"grade":"Q355B", ...}}   in its template's words
 *
 * {"line":1,"identifier":"88.118.8/X1","status":"registered","version":1,"sequence":17}
 * {"line":2,"identifier":"88.118.8/X1","status":"refused","reason":"ALREADY_EXISTS","message":"..."}
 * </pre>
 */
public final class ItemJson {
    private ItemJson() {}

    /** Reads an item; what cannot be read becomes {@link Request.Unfit}, which says why. */
    public static Request.ParcelItem read(Bytes text) {
        try {
            return read(Json.read(text));
        } catch (MalformedMessage e) {
            return new Request.Unfit(e.problem());
        }
    }

    /** Reads an item from parsed JSON; as {@link #read(Bytes)}. */
    public static Request.ParcelItem read(JsonNode node) {
        try {
            Fields fields = Fields.of(node, "", "identifier", "handle", "values", "template", "fields", "update");
            Identifier identifier = fields.identifier();
            boolean update = fields.has("update") && fields.flag("update");
            if (fields.has("template")) {
                return new Request.Filled(identifier, fields.text("template"), values(fields.node("fields")), update);
            }
            List<Element> elements = RecordJson.elements(fields.node("values"));
            return update
                    ? new Request.Update(identifier, elements, List.of(), OptionalLong.empty())
                    : new Request.Create(identifier, elements, false, false);
        } catch (MalformedMessage e) {
            return new Request.Unfit(e.problem());
        }
    }

    /**
     * Reads {@code {"prefix":"88.118.8", "template":"steel-coil:1", "fields":{"grade":"Q355B", ...}}}.
     *
     * @throws MalformedMessage with the field at fault
     */
    public static Request.SuggestIdentifier readSuggestion(Bytes text) throws MalformedMessage {
        Fields fields = Fields.of(Json.read(text), "", "prefix", "template", "fields");
        Identifier prefix = Identifier.of(fields.text("prefix"));
        return new Request.SuggestIdentifier(prefix, fields.text("template"), values(fields.node("fields")));
    }

    private static Map<String, String> values(JsonNode object) throws MalformedMessage {
        if (!object.isObject()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "fields", "found " + Fields.shown(object) + ", right is an object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (!each.getValue().isValueNode()) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "fields." + each.getKey(),
                        "found " + Fields.shown(each.getValue()) + ", right is a text or a number");
            }
            values.put(each.getKey(), each.getValue().asText());
        }
        return values;
    }

    /**
     * Writes the verdict on an item.
     *
     * @param line where the item stood, from 1
     */
    public static void write(long line, Request.ParcelItem item, Outcome outcome, Locale locale, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        if (item instanceof Request.Change change) {
            json.writeStringField("identifier", change.identifier().text());
        } else if (item instanceof Request.Filled filled) {
            json.writeStringField("identifier", filled.identifier().text());
        }
        if (outcome instanceof Outcome.Written written) {
            json.writeStringField("status", isUpdate(item) ? "updated" : "registered");
            json.writeNumberField("version", written.version());
            json.writeNumberField("sequence", written.sequence());
        } else {
            Problem problem = ((Outcome.Refused) outcome).problem();
            json.writeStringField("status", "refused");
            json.writeStringField("reason", problem.reason().name());
            json.writeStringField("message", problem.text(locale));
            writeViolations(problem.violations(), locale, json);
        }
        json.writeEndObject();
    }

    /** Whether it puts values into a record that exists. */
    public static boolean isUpdate(Request.ParcelItem item) {
        return item instanceof Request.Update || item instanceof Request.Filled filled && filled.update();
    }

    /** Writes the fields by which an item names its template and gives it values. */
    public static void writeFilled(String template, Map<String, String> values, boolean update, JsonGenerator json)
            throws IOException {
        json.writeStringField("template", template);
        json.writeObjectFieldStart("fields");
        for (Map.Entry<String, String> each : values.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
        if (update) {
            json.writeBooleanField("update", true);
        }
    }

    /** Writes the field {@code violations}; nothing if there are none. */
    public static void writeViolations(List<Violation> violations, Locale locale, JsonGenerator json)
            throws IOException {
        if (violations.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("violations");
        for (Violation violation : violations) {
            json.writeStartObject();
            json.writeStringField("field", violation.field());
            json.writeNumberField("index", violation.index());
            json.writeStringField("rule", violation.rule().name());
            json.writeStringField("value", violation.value());
            json.writeStringField("right", violation.right());
            json.writeStringField("hint", violation.hint());
            if (violation.part().isPresent()) {
                writePart(violation.part().get(), json);
            }
            json.writeStringField("message", violation.text(locale));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePart(Violation.Part part, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("part");
        json.writeNumberField("at", part.at());
        json.writeStringField("written", part.written());
        json.writeStringField("found", part.found());
        json.writeStringField("right", part.right());
        json.writeEndObject();
    }
}
