package org.yuanliu.template;

import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * Whether a record says what its template asks for. A right record costs a pass over its bytes; reasons are looked for
 * only where something is wrong. Thread-safe.
 */
public final class TemplateCheck {
    private TemplateCheck() {}

    /**
     * All that is wrong with the elements of a record; empty if nothing. Elements outside {@value Field#FIRST_INDEX}..
     * {@value Field#LAST_INDEX} are not the template's business.
     */
    public static List<Violation> check(Template template, List<Element> elements) {
        List<Violation> violations = List.of();
        long[] found = new long[template.requiredAtFirst().length];
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            FieldCheck check = template.check(element.index());
            if (check == null) {
                if (element.index() >= Field.FIRST_INDEX && element.index() <= Field.LAST_INDEX) {
                    violations = writable(violations);
                    violations.add(unknown(template, element));
                }
            } else if (!mark(found, check.position())) {
                violations = writable(violations);
                violations.add(check.twice(element.text()));
            } else if (!check.fits(element)) {
                violations = writable(violations);
                check.explain(element, violations);
            }
        }
        return withMissing(template, found, violations);
    }

    /** As above, and whether the identifier follows the template's rule. */
    public static List<Violation> check(Template template, Identifier identifier, List<Element> elements) {
        List<Violation> violations = check(template, elements);
        if (template.identifierRule().isPresent()) {
            String text = identifier.text();
            String suffix = text.substring(text.indexOf('/') + 1);
            List<Violation> more = template.identifierRule().get().check(suffix, template.values(elements));
            if (!more.isEmpty()) {
                violations = writable(violations);
                violations.addAll(more);
            }
        }
        return violations;
    }

    /** The late fields that have not arrived yet. */
    public static List<Field> awaited(Template template, List<Element> elements) {
        List<Field> awaited = new ArrayList<>();
        for (Field field : template.fields()) {
            if (field.late() && elements.stream().noneMatch(e -> e.index() == field.index())) {
                awaited.add(field);
            }
        }
        return awaited;
    }

    static List<Violation> withMissing(Template template, long[] found, List<Violation> violations) {
        List<Violation> all = violations;
        long[] required = template.requiredAtFirst();
        for (int word = 0; word < required.length; word++) {
            for (long missing = required[word] & ~found[word]; missing != 0; missing &= missing - 1) {
                all = writable(all);
                int position = 64 * word + Long.numberOfTrailingZeros(missing);
                all.add(template.checkAt(position).missing());
            }
        }
        return all;
    }

    /** Marks a place; false if it was marked before. */
    static boolean mark(long[] found, int position) {
        long bit = 1L << position;
        if ((found[position >> 6] & bit) != 0) {
            return false;
        }
        found[position >> 6] |= bit;
        return true;
    }

    private static List<Violation> writable(List<Violation> violations) {
        return violations instanceof ArrayList ? violations : new ArrayList<>(violations);
    }

    private static Violation unknown(Template template, Element element) {
        String name = element.type().name();
        String hint = NearMiss.of(
                        name, template.fields().stream().map(Field::name).toList())
                .flatMap(template::field)
                .map(field -> field.index() + ":" + field.name())
                .orElse("");
        return new Violation(name, element.index(), Rule.UNKNOWN_FIELD, element.text(), "", hint);
    }
}
