package org.yuanliu.node.registry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
                view.get(Family.UNIQUE, unique(identifier, name, field.get(), value))
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
        Entries gone = before.map(template -> new Entries(
                        identifier, template, plan.old().orElseThrow().stored(), createdMillis))
                .orElse(Entries.NONE);
        Entries come = after.map(
                        template -> new Entries(identifier, template, plan.now().orElseThrow(), createdMillis))
                .orElse(Entries.NONE);
        without(gone.fields, come.fields).forEach(key -> draft.deleteUnread(Family.INDEX, key));
        without(gone.unique, come.unique).forEach(key -> draft.delete(Family.UNIQUE, key));
        without(come.fields, gone.fields).forEach(key -> draft.putUnread(Family.INDEX, key, Bytes.EMPTY));
        without(come.unique, gone.unique).forEach(key -> draft.put(Family.UNIQUE, key, identifier.key()));
    }

    private static List<Bytes> without(List<Bytes> some, List<Bytes> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some;
        }
        Set<Bytes> left = new LinkedHashSet<>(some);
        others.forEach(left::remove);
        return List.copyOf(left);
    }

    /** Keys by which a record is found: {@code fields} in INDEX, {@code unique} in UNIQUE. */
    private static final class Entries {
        static final Entries NONE = new Entries();

        private final List<Bytes> fields = new ArrayList<>(8);
        private final List<Bytes> unique = new ArrayList<>(2);

        private Entries() {}

        Entries(Identifier identifier, Template template, Elements elements, long createdMillis) {
            Bytes name = Templated.template(elements);
            fields.add(Keys.fieldIndex(name, REGISTERED, Keys.number(createdMillis), identifier));
            for (Elements.Cursor each = elements.cursor(); each.next(); ) {
                Optional<Field> field = template.field(each.index());
                if (field.isPresent() && (field.get().indexed() || field.get().unique())) {
                    Bytes value = sortable(field.get(), each.data());
                    fields.add(Keys.fieldIndex(name, each.index(), value, identifier));
                    if (field.get().unique()) {
                        unique.add(Index.unique(identifier, name, field.get(), each.data()));
                    }
                }
            }
        }
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
        return Keys.unique(identifier.prefixKey(), template, field.index(), oneSpelling(field, utf8));
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
