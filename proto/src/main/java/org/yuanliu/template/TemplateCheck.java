package org.yuanliu.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
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
            boolean right = check == null ? isOutside(element.index()) : mark(found, check) && check.fits(element);
            if (!right) {
                violations = with(violations, template, element, elements.subList(0, i));
            }
        }
        return withMissing(template, found, violations);
    }

    /** As above for elements in their wire form, which are decoded only where one is wrong. */
    public static List<Violation> check(Template template, Elements elements) {
        long[] found = new long[template.requiredAtFirst().length];
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            FieldCheck check = template.check(each.index());
            boolean right = check == null ? isOutside(each.index()) : mark(found, check) && check.fits(each);
            if (!right) {
                return check(template, elements.list());
            }
        }
        return withMissing(template, found, List.of());
    }

    private static boolean isOutside(int index) {
        return index < Field.FIRST_INDEX || index > Field.LAST_INDEX;
    }

    /** Adds what is wrong with an element. */
    private static List<Violation> with(
            List<Violation> violations, Template template, Element element, List<Element> before) {
        List<Violation> all = writable(violations);
        FieldCheck check = template.check(element.index());
        if (check == null) {
            all.add(unknown(template, element));
        } else if (before.stream().anyMatch(other -> other.index() == element.index())) {
            all.add(check.twice(element.text()));
        } else {
            check.explain(element, all);
        }
        return all;
    }

    /** As above, and whether the identifier follows the template's rule. */
    public static List<Violation> check(Template template, Identifier identifier, List<Element> elements) {
        return withIdentifier(check(template, elements), template, identifier, () -> template.values(elements));
    }

    /** As above for elements in their wire form. */
    public static List<Violation> check(Template template, Identifier identifier, Elements elements) {
        return withIdentifier(check(template, elements), template, identifier, () -> template.values(elements.list()));
    }

    private static List<Violation> withIdentifier(
            List<Violation> violations,
            Template template,
            Identifier identifier,
            Supplier<Map<String, String>> values) {
        if (template.identifierRule().isEmpty()) {
            return violations;
        }
        String text = identifier.text();
        String suffix = text.substring(text.indexOf('/') + 1);
        List<Violation> more = template.identifierRule().get().check(suffix, values.get());
        if (more.isEmpty()) {
            return violations;
        }
        List<Violation> all = writable(violations);
        all.addAll(more);
        return all;
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

    /** Marks a field as found; false if it was marked before. */
    static boolean mark(long[] found, FieldCheck check) {
        int position = check.position();
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
