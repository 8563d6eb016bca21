package org.yuanliu.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * Makes of what people and their systems write the identifier that the template's rule asks for. Fields go by their name
 * or either label, free parts of the rule by theirs. Thread-safe.
 */
public final class TemplateSuggest {
    /** What a part made of a field's value must have; other characters do not count. */
    private static final String SOME = "[0-9A-Za-z]+";

    private TemplateSuggest() {}

    /**
     * @param suffix behind the slash; empty if there are violations, or the template has no rule
     * @param violations values that the rule needs and that are missing or wrong, and names that nothing has
     */
    public record Suggested(Optional<String> suffix, List<Violation> violations) {
        public Suggested {
            violations = List.copyOf(violations);
        }
    }

    /** @param values texts by name or label; a blank text counts as not given, fields that are in no rule do not count */
    public static Suggested suggest(Template template, Map<String, String> values) {
        return template.identifierRule()
                .map(rule -> new Suggesting(template, rule, values).suggested())
                .orElseGet(() -> new Suggested(Optional.empty(), List.of()));
    }

    /** Whether a name stands for a free part of the template's rule; case does not matter. */
    public static boolean isFree(Template template, String name) {
        return free(template, name).isPresent();
    }

    private static Optional<String> free(Template template, String name) {
        return template.identifierRule().stream()
                .flatMap(rule -> rule.freeParts().keySet().stream())
                .filter(free -> free.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** One record on its way. */
    private static final class Suggesting {
        private final Template template;
        private final IdentifierRule rule;
        private final List<Violation> violations = new ArrayList<>();
        private final Map<String, String> parts = new HashMap<>();
        private final Set<String> given = new HashSet<>();

        Suggesting(Template template, IdentifierRule rule, Map<String, String> values) {
            this.template = template;
            this.rule = rule;
            Map<String, String> ofFields = new LinkedHashMap<>();
            values.forEach((name, text) -> {
                Optional<String> free = free(template, name);
                if (free.isPresent()) {
                    parts.put(free.get(), text.strip());
                } else if (counts(name)) {
                    ofFields.put(name, text);
                }
            });
            ofFields.forEach((name, text) -> template.fieldCalled(name)
                    .filter(field -> !text.isBlank())
                    .ifPresent(field -> given.add(field.name())));
            var filled = TemplateFill.fillSome(template, ofFields);
            violations.addAll(filled.violations());
            parts.putAll(template.values(filled.elements()));
        }

        private boolean counts(String name) {
            Optional<Field> field = template.fieldCalled(name);
            return field.isEmpty() || rule.valueNames().contains(field.get().name());
        }

        Suggested suggested() {
            boolean filled = violations.isEmpty();
            for (String name : rule.lackingNames(parts)) {
                if (filled || !given.contains(name)) {
                    violations.add(lacking(name));
                }
            }
            return new Suggested(violations.isEmpty() ? rule.suggest(parts) : Optional.empty(), violations);
        }

        private Violation lacking(String name) {
            String text = parts.getOrDefault(name, "");
            Optional<Field> field = template.field(name);
            if (text.isEmpty() && field.isPresent()) {
                return Objects.requireNonNull(template.check(field.get().index()))
                        .missing();
            }
            String form = rule.freeParts().getOrDefault(name, SOME);
            int index = field.map(Field::index).orElse(0);
            return new Violation(name, index, text.isEmpty() ? Rule.MISSING : Rule.PATTERN, text, form, "");
        }
    }
}
