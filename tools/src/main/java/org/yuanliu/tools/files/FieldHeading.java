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

/** Columns that are fields of a template, by name or by either label. An empty cell is a value not given. */
record FieldHeading(String template, List<String> names) implements Heading {
    FieldHeading {
        names = List.copyOf(names);
    }

    /** Names are looked at beforehand if the template is a pack that we know; others only the node knows. */
    static FieldHeading of(List<String> names, String template) throws MalformedMessage {
        Optional<Template> pack = PackCheck.pack(template);
        Set<String> seen = new HashSet<>();
        for (int i = 1; i <= names.size(); i++) {
            String name = names.get(i - 1);
            if (name.isBlank()) {
                throw Heading.wrongColumn(i, "it has no name, right is a field of " + template);
            }
            String field = pack.isPresent() ? known(pack.get(), name, i) : name.toLowerCase(Locale.ROOT);
            if (!seen.add(field)) {
                throw Heading.wrongColumn(i, "'" + name + "' names a field that has a column already");
            }
        }
        return new FieldHeading(template, names);
    }

    private static String known(Template pack, String name, int place) throws MalformedMessage {
        Optional<Field> field = TemplateFill.field(pack, name);
        if (field.isEmpty()) {
            String hint = TemplateFill.fillSome(pack, Map.of(name, "?"))
                    .violations()
                    .get(0)
                    .hint();
            throw Heading.wrongColumn(
                    place,
                    "'" + name + "' is no field of " + pack + (hint.isEmpty() ? "" : "; did you mean '" + hint + "'?"));
        }
        return field.get().name();
    }

    @Override
    public int columns() {
        return names.size();
    }

    @Override
    public BatchLine read(long number, String text, Identifier identifier, List<String> cells) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                values.put(names.get(i), cells.get(i));
            }
        }
        return new BatchLine.Filled(number, text, identifier, template, values, false);
    }
}
