package org.yuanliu.template;

import java.util.regex.Pattern;
import org.yuanliu.model.ElementType;

/**
 * One field of a template; in a record it is the element with its index and, as type, its name.
 *
 * @param index {@value #FIRST_INDEX}..{@value #LAST_INDEX}
 * @param name letters, digits, {@code . _ -}, at most {@value #MAX_NAME} characters, beginning with a letter
 * @param required must be there
 * @param late may arrive after registration; only for a required field
 * @param unique no two records of an enterprise that follow the template have the same value
 * @param indexed records are found by it
 */
public record Field(
        int index,
        String name,
        Label label,
        FieldKind kind,
        boolean required,
        boolean late,
        boolean unique,
        boolean indexed,
        Visibility visibility) {
    public static final int FIRST_INDEX = 2000;
    public static final int LAST_INDEX = 2999;
    public static final int MAX_NAME = 60;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    public Field {
        InvalidTemplate.unless(
                index >= FIRST_INDEX && index <= LAST_INDEX,
                "index",
                "found " + index + ", right is " + FIRST_INDEX + ".." + LAST_INDEX);
        InvalidTemplate.unless(
                name.length() <= MAX_NAME && NAME.matcher(name).matches(),
                "name",
                "right is a letter, then letters, digits and . _ -, at most " + MAX_NAME + " characters");
        InvalidTemplate.unless(
                !IdentifierRule.RESERVED.contains(name), "name", "'" + name + "' has a meaning in identifier rules");
        InvalidTemplate.unless(required || !late, "late", "only a required field can be late");
    }

    /** An optional, public field that is neither unique nor indexed. */
    public static Field of(int index, String name, Label label, FieldKind kind) {
        return new Field(index, name, label, kind, false, false, false, false, Visibility.PUBLIC);
    }

    public Field asRequired() {
        return new Field(index, name, label, kind, true, late, unique, indexed, visibility);
    }

    /** Required, but may arrive after registration. */
    public Field asLate() {
        return new Field(index, name, label, kind, true, true, unique, indexed, visibility);
    }

    public Field asUnique() {
        return new Field(index, name, label, kind, required, late, true, indexed, visibility);
    }

    public Field asIndexed() {
        return new Field(index, name, label, kind, required, late, unique, true, visibility);
    }

    public Field visibleTo(Visibility other) {
        return new Field(index, name, label, kind, required, late, unique, indexed, other);
    }

    /** The type of the field's element. */
    public ElementType type() {
        return new ElementType(name);
    }

    /** Whether it must be there when the record is registered. */
    public boolean requiredAtFirst() {
        return required && !late;
    }
}
