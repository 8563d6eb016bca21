package org.yuanliu.node.registry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.View;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Template;

/**
 * Finds records by the values of their template's indexed fields, and by when they were registered. Written in the same
 * commit as the record. All pure functions.
 */
final class Index {
    /** In the place of a field: when the record was registered. */
    static final int REGISTERED = 0;

    /** Of longer texts the beginning is indexed. */
    private static final int MAX_TEXT = 200;

    /** Room for all digits a decimal may have, in front of the point and behind it. */
    private static final int NUMBER_BYTES = 12;

    /** Added to a number so that none is negative. */
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(8 * NUMBER_BYTES - 1);

    private Index() {}

    /** Values that the template wants to be unique and that another record has already. */
    static List<Violation> duplicates(Identifier identifier, Template template, Elements elements, View view) {
        List<Violation> found = new ArrayList<>();
        Bytes name = Templated.template(elements);
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            Optional<Field> field = template.field(each.index()).filter(Field::unique);
            if (field.isPresent()) {
                Bytes value = each.data();
                view.get(Family.INDEX, unique(identifier, name, field.get(), value))
                        .filter(owner -> !owner.equals(identifier.key()))
                        .ifPresent(owner -> found.add(new Violation(
                                field.get().name(),
                                field.get().index(),
                                Rule.DUPLICATE,
                                value.utf8(),
                                owner.utf8(),
                                "")));
            }
        }
        return found;
    }

    /**
     * Brings the index up to date.
     *
     * @param before the template that the record followed, if it did
     * @param after the template that it follows now
     */
    static void update(
            Plan plan, Optional<Template> before, Optional<Template> after, long createdMillis, Draft draft) {
        Identifier identifier = plan.identifier();
        List<Bytes> gone = before.map(template ->
                        entries(identifier, template, plan.old().orElseThrow().stored(), createdMillis))
                .orElse(List.of());
        List<Bytes> come = after.map(
                        template -> entries(identifier, template, plan.now().orElseThrow(), createdMillis))
                .orElse(List.of());
        Set<Bytes> stay = new HashSet<>(gone);
        stay.retainAll(come);
        gone.stream().filter(key -> !stay.contains(key)).forEach(key -> delete(key, draft));
        come.stream().filter(key -> !stay.contains(key)).forEach(key -> put(key, identifier, draft));
    }

    /** Only entries of unique values are ever looked up by a command. */
    private static void put(Bytes key, Identifier identifier, Draft draft) {
        if (Keys.isUniqueIndex(key)) {
            draft.put(Family.INDEX, key, identifier.key());
        } else {
            draft.putUnread(Family.INDEX, key, Bytes.EMPTY);
        }
    }

    private static void delete(Bytes key, Draft draft) {
        if (Keys.isUniqueIndex(key)) {
            draft.delete(Family.INDEX, key);
        } else {
            draft.deleteUnread(Family.INDEX, key);
        }
    }

    private static List<Bytes> entries(Identifier identifier, Template template, Elements elements, long created) {
        List<Bytes> keys = new ArrayList<>(8);
        Bytes name = Templated.template(elements);
        keys.add(Keys.fieldIndex(name, REGISTERED, Keys.number(created), identifier));
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            Optional<Field> field = template.field(each.index());
            if (field.isPresent() && (field.get().indexed() || field.get().unique())) {
                Bytes value = sortable(field.get(), each.data());
                keys.add(Keys.fieldIndex(name, each.index(), value, identifier));
                if (field.get().unique()) {
                    keys.add(unique(identifier, name, field.get(), each.data()));
                }
            }
        }
        return keys;
    }

    /**
     * Canonical text in a form whose bytes sort as its values do: numbers in twelve bytes, identifiers folded, all else as
     * it is.
     */
    static Bytes sortable(Field field, Bytes utf8) {
        if (field.kind() instanceof FieldKind.Decimal) {
            String text = utf8.utf8();
            int blank = text.indexOf(' ');
            BigDecimal number = new BigDecimal(blank < 0 ? text : text.substring(0, blank));
            return sortable(number);
        }
        Bytes value = oneSpelling(field, utf8);
        return value.length() <= MAX_TEXT ? value : value.slice(0, MAX_TEXT);
    }

    private static Bytes oneSpelling(Field field, Bytes utf8) {
        boolean folds = field.kind() instanceof FieldKind.Reference;
        return folds ? Identifier.known(utf8.utf8()).key() : utf8;
    }

    private static Bytes unique(Identifier identifier, Bytes template, Field field, Bytes utf8) {
        return Keys.uniqueIndex(identifier.prefixKey(), template, field.index(), oneSpelling(field, utf8));
    }

    /** In units of the last digit that any version of a template may have, so versions do not matter. */
    private static Bytes sortable(BigDecimal number) {
        BigInteger digits = number.setScale(FieldKind.Decimal.MAX_SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .add(HALF);
        byte[] bytes = digits.toByteArray();
        byte[] fixed = new byte[NUMBER_BYTES];
        for (int i = 1; i <= Math.min(bytes.length, NUMBER_BYTES); i++) {
            fixed[NUMBER_BYTES - i] = bytes[bytes.length - i];
        }
        return Bytes.wrap(fixed);
    }

    /** Bytes of the sortable form of the field's values, where they do not differ. No field: time of registration. */
    static OptionalInt length(Optional<Field> field) {
        if (field.isEmpty()) {
            return OptionalInt.of(Long.BYTES);
        }
        return field.get().kind() instanceof FieldKind.Decimal ? OptionalInt.of(NUMBER_BYTES) : OptionalInt.empty();
    }
}
