package org.yuanliu.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * Turns what people and their systems write into the elements of a record. Fields go by their name or either label;
 * other spellings and units are understood where they leave no doubt, else refused. Thread-safe.
 */
public final class TemplateFill {
    private TemplateFill() {}

    /**
     * @param elements in the order of their indexes, the reference to the template among them; empty if there are
     *     violations
     */
    public record Filled(List<Element> elements, List<Violation> violations) {
        public Filled {
            elements = List.copyOf(elements);
            violations = List.copyOf(violations);
        }

        public boolean isRight() {
            return violations.isEmpty();
        }
    }

    /**
     * The elements of a new record, {@link TemplateReference#element} included.
     *
     * @param values texts by name or label; a blank text counts as not given
     */
    public static Filled fill(Template template, TemplateReference reference, Map<String, String> values) {
        Filling filling = new Filling(template, values);
        List<Violation> violations = TemplateCheck.withMissing(template, filling.found, filling.violations);
        List<Element> elements = new ArrayList<>();
        elements.add(reference.element());
        elements.addAll(filling.elements);
        return violations.isEmpty() ? new Filled(elements, List.of()) : new Filled(List.of(), violations);
    }

    /** The elements of some fields, as for a late value or a correction: nothing is missing. */
    public static Filled fillSome(Template template, Map<String, String> values) {
        Filling filling = new Filling(template, values);
        return filling.violations.isEmpty()
                ? new Filled(filling.elements, List.of())
                : new Filled(List.of(), filling.violations);
    }

    /** The field that a name or label stands for; case does not matter. */
    public static Optional<Field> field(Template template, String nameOrLabel) {
        return template.fieldCalled(nameOrLabel);
    }

    /** One record on its way. */
    private static final class Filling {
        private final Template template;
        private final long[] found;
        private final List<Element> elements = new ArrayList<>();
        private final List<Violation> violations = new ArrayList<>();

        Filling(Template template, Map<String, String> values) {
            this.template = template;
            this.found = new long[template.requiredAtFirst().length];
            values.forEach((name, written) -> {
                if (!written.isBlank()) {
                    template.fieldCalled(name)
                            .ifPresentOrElse(field -> take(field, written), () -> unknown(name, written));
                }
            });
            elements.sort(Comparator.comparingInt(Element::index));
            violations.sort(Comparator.comparingInt(Violation::index).thenComparing(Violation::field));
        }

        private void take(Field field, String written) {
            FieldCheck check = Objects.requireNonNull(template.check(field.index()));
            if (!TemplateCheck.mark(found, check)) {
                violations.add(check.twice(written));
                return;
            }
            elements.add(Element.of(
                    field.index(),
                    field.type(),
                    canonical(check, written),
                    field.visibility().permissions()));
        }

        /** Most values are written as they are stored, which is quick to see. */
        private Bytes canonical(FieldCheck check, String written) {
            Bytes data = Bytes.utf8(written);
            return check.form().fits(data) ? data : Bytes.utf8(check.form().read(check.field(), written, violations));
        }

        private void unknown(String name, String written) {
            String hint = NearMiss.of(name, template.allNames())
                    .flatMap(template::fieldCalled)
                    .map(Field::name)
                    .orElse("");
            violations.add(new Violation(name, 0, Rule.UNKNOWN_FIELD, written, "", hint));
        }
    }
}
