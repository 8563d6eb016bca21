package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.InvalidTemplate;
import org.yuanliu.template.Label;
import org.yuanliu.template.Template;
import org.yuanliu.template.Visibility;

/**
 * Templates as JSON, the data of their elements; docs/templates.md describes it:
 *
 * <pre>
 * {"name":"steel-coil", "version":1, "label":{"zh":"钢卷","en":"Steel coil"}, "industry":"3130",
 *  "identifier":"{class}.{grade}.{date}.{heat}-{serial:n2}",
 *  "fields":[{"index":2003, "name":"mass", "label":{"zh":"质量","en":"Mass"},
 *             "kind":"decimal", "unit":"kg", "min":100, "max":60000, "scale":1, "required":true}, ...]}
 * </pre>
 *
 * Reading is strict; what is written is the same for equal templates, to the byte.
 */
public final class TemplateJson {
    /** Longest text of a template in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String[] TEMPLATE = {"name", "version", "label", "industry", "identifier", "fields"};

    private TemplateJson() {}

    /**
     * Reads one template.
     *
     * @throws MalformedMessage with the place at fault, what was found and what is right
     */
    public static Template read(Bytes text) throws MalformedMessage {
        if (text.length() > MAX_BYTES) {
            throw new MalformedMessage(
                    Reason.TOO_LARGE, "the template", text.length() + " bytes", Integer.toString(MAX_BYTES));
        }
        return read(Json.read(text));
    }

    /** Reads one template from parsed JSON; as {@link #read(Bytes)}. */
    public static Template read(JsonNode node) throws MalformedMessage {
        Fields json = Fields.of(node, "", TEMPLATE);
        String name = json.text("name");
        int version = (int) json.integer("version", 1, Template.MAX_VERSION);
        Label label = label(json);
        String industry = json.text("industry");
        Optional<IdentifierRule> rule = Optional.empty();
        if (json.has("identifier")) {
            String pattern = json.text("identifier");
            rule = Optional.of(made(json, () -> IdentifierRule.of(pattern)));
        }
        Optional<IdentifierRule> identifierRule = rule;
        List<Field> fields = fields(json);
        return made(json, () -> new Template(name, version, label, industry, fields, identifierRule));
    }

    private static List<Field> fields(Fields json) throws MalformedMessage {
        if (json.node("fields").size() > Template.MAX_FIELDS) {
            throw json.wrong("fields", "found " + json.node("fields").size() + ", right are 1.." + Template.MAX_FIELDS);
        }
        List<Field> fields = new ArrayList<>();
        for (Fields each : json.objects("fields", FieldKindJson.KEYS)) {
            fields.add(field(each));
        }
        return fields;
    }

    private static Field field(Fields json) throws MalformedMessage {
        int index = (int) json.integer("index", Field.FIRST_INDEX, Field.LAST_INDEX);
        String name = json.text("name");
        Label label = label(json);
        FieldKind kind = FieldKindJson.read(json);
        boolean required = flag(json, "required");
        boolean late = flag(json, "late");
        boolean unique = flag(json, "unique");
        boolean indexed = flag(json, "indexed");
        Visibility visibility = visibility(json);
        return made(json, () -> new Field(index, name, label, kind, required, late, unique, indexed, visibility));
    }

    private static boolean flag(Fields json, String name) throws MalformedMessage {
        return json.has(name) && json.flag(name);
    }

    private static Visibility visibility(Fields json) throws MalformedMessage {
        if (!json.has("visibility")) {
            return Visibility.PUBLIC;
        }
        String given = json.text("visibility");
        for (Visibility each : Visibility.values()) {
            if (word(each).equals(given)) {
                return each;
            }
        }
        throw json.wrong(
                "visibility",
                "found " + Fields.shown(json.node("visibility")) + ", right is public, partner or private");
    }

    private static String word(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    private static Label label(Fields json) throws MalformedMessage {
        Fields label = json.object("label", "zh", "en");
        return label(label, label.text("zh"), label.text("en"));
    }

    static Label label(Fields json, String zh, String en) throws MalformedMessage {
        return made(json, () -> new Label(zh, en));
    }

    /** What the template package refuses, said with the place in the text. */
    static <T> T made(Fields json, Supplier<T> maker) throws MalformedMessage {
        try {
            return maker.get();
        } catch (InvalidTemplate e) {
            throw json.wrong(e.where(), e.why());
        }
    }

    /** The canonical text: no blanks, what is at its default left out. */
    public static Bytes write(Template template) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.write(out, false, json -> write(template, json));
        return Bytes.wrap(out.toByteArray());
    }

    /** Writes one template as an object. */
    public static void write(Template template, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", template.name());
        json.writeNumberField("version", template.version());
        write(template.label(), json);
        json.writeStringField("industry", template.industry());
        if (template.identifierRule().isPresent()) {
            json.writeStringField("identifier", template.identifierRule().get().pattern());
        }
        json.writeArrayFieldStart("fields");
        for (Field field : template.fields()) {
            write(field, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Field field, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", field.index());
        json.writeStringField("name", field.name());
        write(field.label(), json);
        FieldKindJson.write(field.kind(), json);
        write("required", field.required(), json);
        write("late", field.late(), json);
        write("unique", field.unique(), json);
        write("indexed", field.indexed(), json);
        if (field.visibility() != Visibility.PUBLIC) {
            json.writeStringField("visibility", word(field.visibility()));
        }
        json.writeEndObject();
    }

    private static void write(String name, boolean flag, JsonGenerator json) throws IOException {
        if (flag) {
            json.writeBooleanField(name, true);
        }
    }

    private static void write(Label label, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("label");
        json.writeStringField("zh", label.zh());
        json.writeStringField("en", label.en());
        json.writeEndObject();
    }

    /** A number of at most 15 digits, which a double holds as it was written. */
    static BigDecimal decimal(Fields json, String name) throws MalformedMessage {
        JsonNode value = json.node(name);
        if (!value.isNumber() || Double.isInfinite(value.doubleValue())) {
            throw json.wrong(name, "found " + Fields.shown(value) + ", right is a number");
        }
        return value.decimalValue();
    }
}
