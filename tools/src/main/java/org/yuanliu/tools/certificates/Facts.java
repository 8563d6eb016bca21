package org.yuanliu.tools.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.template.Field;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;

/** The values of a template's fields, being taken out of a certificate. A field takes the first value. For one thread. */
final class Facts {
    /** Signs of a measured value that is none: below what can be measured, above it. */
    private static final String EXACT = "=";

    private final Template template;
    private final Leaves leaves;
    private final Map<String, Given> values = new LinkedHashMap<>();

    Facts(Template template, Leaves leaves) {
        this.template = template;
        this.leaves = leaves;
    }

    /** @param path where it stood; empty if it did not stand in the certificate */
    record Given(String path, String text) {}

    Template template() {
        return template;
    }

    Leaves leaves() {
        return leaves;
    }

    Map<String, Given> values() {
        return values;
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((field, given) -> texts.put(field, given.text()));
        return texts;
    }

    /** Whether the template has the field, by name or label, and it has no value yet. */
    boolean wants(String field) {
        return TemplateFill.field(template, field)
                .map(Field::name)
                .filter(name -> !values.containsKey(name))
                .isPresent();
    }

    /** A value that is put together or comes from elsewhere; false if the template does not want it. */
    boolean give(String field, String path, String text) {
        if (!wants(field)) {
            return false;
        }
        String name = TemplateFill.field(template, field).map(Field::name).orElse(field);
        values.put(name, new Given(path, text));
        return true;
    }

    /** A value that must not be lost whatever the template says; a field that it lacks is a fault of the record. */
    void insist(String field, String text) {
        String name = TemplateFill.field(template, field).map(Field::name).orElse(field);
        values.put(name, new Given("", text));
    }

    /** Moves a text as it is; false if it is not there or not wanted. */
    boolean text(String field, String path) {
        Optional<String> text = leaves.look(path);
        if (text.isPresent() && give(field, path, text.get())) {
            leaves.drop(path);
            return true;
        }
        return false;
    }

    /**
     * Moves a number with its unit. One that is only a bound, such as {@code < 0.002}, stays behind.
     *
     * @param value place of the number; its operator, if any, stands beside it
     * @param unit place of its unit
     * @param words places of what only names the value
     */
    boolean measure(String field, String value, String unit, String... words) {
        Optional<String> number = leaves.look(value);
        String operator = sibling(value, "Operator");
        if (number.isEmpty() || !leaves.look(operator).orElse(EXACT).equals(EXACT)) {
            return false;
        }
        String text = number.get() + leaves.look(unit).map(Facts::spelled).orElse("");
        if (!give(field, value, text)) {
            return false;
        }
        leaves.drop(value, unit, operator);
        leaves.drop(words);
        return true;
    }

    private static String sibling(String path, String name) {
        return path.substring(0, path.lastIndexOf('/') + 1) + name;
    }

    private static String spelled(String unit) {
        return " " + (unit.equalsIgnoreCase("Celsius") ? "°C" : unit);
    }

    /** A share of a chemical element, whatever the template calls the family of fields. */
    boolean element(String symbol, String value, String unit, String... words) {
        return measure("chem." + symbol, value, unit, words) || measure("assay." + symbol, value, unit, words);
    }

    /**
     * The size of a section, from its measures in mm: {@code 200x150x6.5 mm}, {@code 2.75x1250 mm}.
     *
     * @param shape place of the object that has the measures
     */
    void size(String shape) {
        String wall = leaves.isUnder(shape + "/WallThickness") ? "/WallThickness" : "/Thickness";
        boolean flat = !leaves.isUnder(shape + "/Height") && !leaves.isUnder(shape + "/Diameter");
        List<String> order = flat ? List.of(wall, "/Width") : List.of("/Diameter", "/Width", "/Height", wall);
        List<String> measures = new ArrayList<>();
        order.forEach(each -> leaves.look(shape + each).ifPresent(measures::add));
        boolean whole = leaves.look(shape + "/Unit").filter("mm"::equals).isPresent() && !measures.isEmpty();
        boolean given = whole && give("size", shape, String.join("x", measures) + " mm");
        part("thickness", shape, wall);
        part("width", shape, "/Width");
        part("diameter", shape, "/Diameter");
        part("length", shape, "/Length");
        if (given) {
            order.forEach(each -> leaves.drop(shape + each));
            leaves.drop(shape + "/Unit");
        }
    }

    private void part(String field, String shape, String name) {
        String unit = leaves.look(shape + "/Unit").map(Facts::spelled).orElse("");
        leaves.look(shape + name)
                .filter(text -> give(field, shape + name, text + unit))
                .ifPresent(text -> leaves.drop(shape + name));
    }
}
