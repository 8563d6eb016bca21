package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * Records as JSON (wire reference, section 13):
 *
 * <pre>
 * {"handle":"88.118.8/X1", "values":[ element, ... ]}
 * </pre>
 */
public final class RecordJson {
    /** Most elements in one record: what the clients in use accept. */
    public static final int MAX_ELEMENTS = 2048;

    private RecordJson() {}

    /**
     * Reads a record: the object above (its name may also be called {@code identifier}, or be left out), only the list
     * of elements, or one single element.
     *
     * @throws MalformedMessage with the field at fault, what was found and what is right
     */
    public static GivenRecord read(Bytes text) throws MalformedMessage {
        return read(Json.read(text));
    }

    /** Reads a record from parsed JSON; as {@link #read(Bytes)}. */
    public static GivenRecord read(JsonNode node) throws MalformedMessage {
        if (node.isArray()) {
            return new GivenRecord(Optional.empty(), elements(node));
        }
        if (node.isObject() && node.has("index")) {
            return new GivenRecord(Optional.empty(), List.of(ElementJson.read(node, "")));
        }
        Fields fields = Fields.of(node, "", "handle", "identifier", "values", "responseCode");
        boolean named = fields.has("handle") || fields.has("identifier");
        return new GivenRecord(
                named ? Optional.of(fields.identifier()) : Optional.empty(), elements(fields.node("values")));
    }

    static List<Element> elements(JsonNode list) throws MalformedMessage {
        if (!list.isArray()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "values", "found " + Fields.shown(list) + ", right is a list");
        }
        if (list.size() > MAX_ELEMENTS) {
            throw new MalformedMessage(
                    Reason.TOO_LARGE, "values", list.size() + " elements", Integer.toString(MAX_ELEMENTS));
        }
        List<Element> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            elements.add(ElementJson.read(list.get(i), "values[" + i + "]"));
        }
        return elements;
    }

    /** Writes a record as one object, the form of a line in a file of records. */
    public static void write(Identifier identifier, List<Element> elements, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("handle", identifier.text());
        writeValues(elements, json);
        json.writeEndObject();
    }

    /** Writes the field {@code values}. */
    public static void writeValues(Elements elements, JsonGenerator json) throws IOException {
        writeValues(elements.list(), json);
    }

    private static void writeValues(List<Element> elements, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("values");
        for (Element element : elements) {
            ElementJson.write(element, json);
        }
        json.writeEndArray();
    }
}
