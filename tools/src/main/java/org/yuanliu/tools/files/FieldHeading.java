package org.yuanliu.tools.files;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Field;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateSuggest;

/**
 * Columns that are fields of a template, by name or by either label. An empty cell is a value not given.
 *
 * @param names of the fields, without the column of the identifier
 * @param naming of rows, if there is no such column; columns may then be free parts of the rule, too
 */
record FieldHeading(String template, List<String> names, Optional<Naming> naming) implements Heading {
    FieldHeading {
        names = List.copyOf(names);
    }

    /** Names are looked at beforehand if we know the template, as we know a pack; others only the node knows. */
    static FieldHeading of(List<String> names, String template, Optional<Naming> naming) throws MalformedMessage {
        Optional<Template> known = naming.map(Naming::template).or(() -> PackCheck.pack(template));
        int first = naming.isPresent() ? 1 : 2;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw Heading.wrongColumn(first + i, "it has no name, right is a field of " + template);
            }
            boolean free =
                    naming.isPresent() && TemplateSuggest.isFree(naming.get().template(), name);
            String field =
                    known.isPresent() && !free ? known(known.get(), name, first + i) : name.toLowerCase(Locale.ROOT);
            if (!seen.add(field)) {
                throw Heading.wrongColumn(first + i, "'" + name + "' names a field that has a column already");
            }
        }
        return new FieldHeading(template, names, naming);
    }

    private static String known(Template template, String name, int column) throws MalformedMessage {
        Optional<Field> field = TemplateFill.field(template, name);
        if (field.isEmpty()) {
            String hint = TemplateFill.fillSome(template, Map.of(name, "?"))
                    .violations()
                    .get(0)
                    .hint();
            throw Heading.wrongColumn(
                    column,
                    "'" + name + "' is no field of " + template
                            + (hint.isEmpty() ? "" : "; did you mean '" + hint + "'?"));
        }
        return field.get().name();
    }

    @Override
    public int columns() {
        return names.size() + (naming.isPresent() ? 0 : 1);
    }

    @Override
    public BatchLine read(long number, String text, List<String> cells) throws MalformedMessage {
        int first = columns() - names.size();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = first; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                values.put(names.get(i - first), cells.get(i));
            }
        }
        if (naming.isEmpty()) {
            return new BatchLine.Filled(number, text, Identifier.of(cells.get(0)), template, values, false);
        }
        Identifier identifier = naming.get().identifier(values);
        return new BatchLine.Filled(
                number, text, identifier, template, naming.get().ofFields(values), false);
    }
}
