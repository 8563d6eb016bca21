package org.yuanliu.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;

/**
 * One JSON object and where it stands, so that every complaint names the field. Fields nobody knows are refused: a
 * misspelled name must not be lost in silence.
 */
final class Fields {
    private static final int SHOWN = 40;

    private final JsonNode node;
    private final String path;
    private final int element;

    private Fields(JsonNode node, String path, int element) {
        this.node = node;
        this.path = path;
        this.element = element;
    }

    /** @param path where the object stands, such as {@code values[0]}; empty for the outermost */
    static Fields of(JsonNode node, String path, String... known) throws MalformedMessage {
        return of(node, path, 0, known);
    }

    private static Fields of(JsonNode node, String path, int element, String... known) throws MalformedMessage {
        Fields fields = new Fields(node, path, element);
        if (!node.isObject()) {
            throw fields.complaint(
                    path.isEmpty() ? "the JSON text" : path, "found " + shown(node) + ", right is an object");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!List.of(known).contains(name)) {
                throw fields.wrong(name, "no such field, right are " + String.join(", ", known));
            }
        }
        return fields;
    }

    /** The same object; complaints from now on name the element it belongs to. */
    Fields inElement(int index) {
        return new Fields(node, "", index);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The field, which must be there and not null. */
    JsonNode node(String name) throws MalformedMessage {
        if (!has(name)) {
            throw wrong(name, "missing");
        }
        return node.get(name);
    }

    String text(String name) throws MalformedMessage {
        return text(name, node(name));
    }

    private String text(String name, JsonNode value) throws MalformedMessage {
        if (!value.isTextual()) {
            throw wrong(name, "found " + shown(value) + ", right is a string");
        }
        String text = value.textValue();
        checkUnicode(name, text);
        return text;
    }

    /** UTF-8 has no form for half a character. */
    private void checkUnicode(String name, String text) throws MalformedMessage {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw wrong(name, "character " + i + " is half of a surrogate pair");
            }
        }
    }

    /** A whole number; digits in a string count as one, for clients that quote everything. */
    long integer(String name, long least, long most) throws MalformedMessage {
        JsonNode value = node(name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return inRange(name, value.longValue(), least, most);
        }
        if (value.isTextual() && value.textValue().matches("[0-9]{1,10}")) {
            return inRange(name, Long.parseLong(value.textValue()), least, most);
        }
        throw wrong(name, "found " + shown(value) + ", right is a number " + least + ".." + most);
    }

    /** As above; {@code otherwise} if the field is missing. */
    long integer(String name, long least, long most, long otherwise) throws MalformedMessage {
        return has(name) ? integer(name, least, most) : otherwise;
    }

    private long inRange(String name, long value, long least, long most) throws MalformedMessage {
        if (value < least || value > most) {
            throw wrong(name, "found " + value + ", right is a number " + least + ".." + most);
        }
        return value;
    }

    int u4(String name) throws MalformedMessage {
        return (int) integer(name, 0, 0xFFFF_FFFFL);
    }

    boolean flag(String name) throws MalformedMessage {
        JsonNode value = node(name);
        if (!value.isBoolean()) {
            throw wrong(name, "found " + shown(value) + ", right is true or false");
        }
        return value.booleanValue();
    }

    /** The object in a field. */
    Fields object(String name, String... known) throws MalformedMessage {
        return of(node(name), at(name), element, known);
    }

    /** The objects of a list; none if the field is missing. */
    List<Fields> objects(String name, String... known) throws MalformedMessage {
        if (!has(name)) {
            return List.of();
        }
        JsonNode list = list(name);
        List<Fields> objects = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            objects.add(of(list.get(i), at(name) + "[" + i + "]", element, known));
        }
        return objects;
    }

    private JsonNode list(String name) throws MalformedMessage {
        JsonNode value = node(name);
        if (!value.isArray()) {
            throw wrong(name, "found " + shown(value) + ", right is a list");
        }
        return value;
    }

    /** The identifier in the field {@code handle}, or in {@code identifier}, which means the same. */
    Identifier identifier() throws MalformedMessage {
        String name = has("identifier") ? "identifier" : "handle";
        if (has("identifier") && has("handle")) {
            throw wrong("handle", "given twice, as handle and as identifier");
        }
        try {
            return Identifier.of(text(name));
        } catch (MalformedMessage e) {
            throw e.problem().reason() == Reason.INVALID_IDENTIFIER
                    ? wrong(
                            name,
                            "'" + cut(text(name)) + "' is no identifier, "
                                    + e.problem().details().get(1))
                    : e;
        }
    }

    /** The reference that the fields {@code handle} and {@code index} make; an index of 0 means any. */
    Reference reference() throws MalformedMessage {
        return new Reference(identifier(), (int) integer("index", 0, Integer.MAX_VALUE));
    }

    MalformedMessage wrong(String name, String why) {
        return complaint(at(name), why);
    }

    private MalformedMessage complaint(String where, String why) {
        return element == 0
                ? new MalformedMessage(Reason.INVALID_ARGUMENT, where, why)
                : new MalformedMessage(Problem.of(Reason.INVALID_ELEMENT, Integer.toString(element), where + ": " + why)
                        .at(List.of(element)));
    }

    private String at(String name) {
        return path.isEmpty() ? cut(name) : path + "." + cut(name);
    }

    static String shown(JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "a list" : cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
