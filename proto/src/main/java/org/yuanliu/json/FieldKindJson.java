package org.yuanliu.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Label;

/** The part of a field's JSON that depends on its kind. */
final class FieldKindJson {
    /** All keys a field may have. */
    static final String[] KEYS = {
        "index",
        "name",
        "label",
        "kind",
        "maxLength",
        "pattern",
        "unit",
        "min",
        "max",
        "scale",
        "choices",
        "required",
        "late",
        "unique",
        "indexed",
        "visibility"
    };

    /** The keys that only one kind has, by kind. */
    private static final Map<String, List<String>> OWN = Map.of(
            "text", List.of("maxLength", "pattern"),
            "decimal", List.of("unit", "min", "max", "scale"),
            "date", List.of(),
            "choice", List.of("choices"),
            "reference", List.of(),
            "hash", List.of());

    private FieldKindJson() {}

    static FieldKind read(Fields json) throws MalformedMessage {
        String kind = json.text("kind");
        checkKeys(json, kind);
        return switch (kind) {
            case "text" -> text(json);
            case "decimal" -> decimal(json);
            case "date" -> new FieldKind.Date();
            case "choice" -> choice(json);
            case "reference" -> new FieldKind.Reference();
            case "hash" -> new FieldKind.Hash();
            default ->
                throw json.wrong(
                        "kind",
                        "found " + Fields.shown(json.node("kind"))
                                + ", right is text, decimal, date, choice, reference or hash");
        };
    }

    private static void checkKeys(Fields json, String kind) throws MalformedMessage {
        for (Map.Entry<String, List<String>> other : OWN.entrySet()) {
            for (String key : other.getValue()) {
                if (!other.getKey().equals(kind) && OWN.containsKey(kind) && json.has(key)) {
                    throw json.wrong(key, "a " + kind + " has none, only a " + other.getKey());
                }
            }
        }
    }

    private static FieldKind text(Fields json) throws MalformedMessage {
        int maxLength = (int) json.integer("maxLength", 1, FieldKind.Text.MAX_LENGTH);
        Optional<String> pattern = json.has("pattern") ? Optional.of(json.text("pattern")) : Optional.empty();
        return TemplateJson.made(json, () -> new FieldKind.Text(maxLength, pattern));
    }

    private static FieldKind decimal(Fields json) throws MalformedMessage {
        String unit = json.has("unit") ? json.text("unit") : "";
        BigDecimal min = TemplateJson.decimal(json, "min");
        BigDecimal max = TemplateJson.decimal(json, "max");
        int scale = (int) json.integer("scale", 0, FieldKind.Decimal.MAX_SCALE, 0);
        return TemplateJson.made(json, () -> new FieldKind.Decimal(unit, min, max, scale));
    }

    private static FieldKind choice(Fields json) throws MalformedMessage {
        List<FieldKind.Choice.Option> options = new ArrayList<>();
        json.node("choices");
        for (Fields each : json.objects("choices", "code", "zh", "en")) {
            String code = each.text("code");
            Label label = TemplateJson.label(each, each.text("zh"), each.text("en"));
            options.add(TemplateJson.made(each, () -> new FieldKind.Choice.Option(code, label)));
        }
        return TemplateJson.made(json, () -> new FieldKind.Choice(options));
    }

    static void write(FieldKind kind, JsonGenerator json) throws IOException {
        json.writeStringField("kind", kind.word());
        if (kind instanceof FieldKind.Text text) {
            json.writeNumberField("maxLength", text.maxLength());
            if (text.pattern().isPresent()) {
                json.writeStringField("pattern", text.pattern().get());
            }
        } else if (kind instanceof FieldKind.Decimal decimal) {
            write(decimal, json);
        } else if (kind instanceof FieldKind.Choice choice) {
            write(choice, json);
        }
    }

    private static void write(FieldKind.Decimal decimal, JsonGenerator json) throws IOException {
        if (!decimal.unit().isEmpty()) {
            json.writeStringField("unit", decimal.unit());
        }
        json.writeFieldName("min");
        json.writeNumber(decimal.min().toPlainString());
        json.writeFieldName("max");
        json.writeNumber(decimal.max().toPlainString());
        if (decimal.scale() > 0) {
            json.writeNumberField("scale", decimal.scale());
        }
    }

    private static void write(FieldKind.Choice choice, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("choices");
        for (FieldKind.Choice.Option each : choice.choices()) {
            json.writeStartObject();
            json.writeStringField("code", each.code());
            json.writeStringField("zh", each.label().zh());
            json.writeStringField("en", each.label().en());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
