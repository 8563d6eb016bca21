package org.yuanliu.template;

import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * How the values of one kind are written: the one canonical text that records hold, and what of other spellings can be
 * turned into it without doubt. Made once for each field; thread-safe.
 */
abstract sealed class ValueForm permits TextForm, DecimalForm, DateForm, ChoiceForm, ReferenceForm, HashForm {
    static ValueForm of(FieldKind kind) {
        if (kind instanceof FieldKind.Text text) {
            return new TextForm(text);
        } else if (kind instanceof FieldKind.Decimal decimal) {
            return new DecimalForm(decimal);
        } else if (kind instanceof FieldKind.Date) {
            return new DateForm();
        } else if (kind instanceof FieldKind.Choice choice) {
            return new ChoiceForm(choice);
        } else if (kind instanceof FieldKind.Reference) {
            return new ReferenceForm();
        } else if (kind instanceof FieldKind.Hash) {
            return new HashForm();
        }
        throw new AssertionError(kind);
    }

    /** Whether these bytes are a canonical value of the field; quick, and makes no garbage for a right value. */
    abstract boolean fits(Bytes data);

    /** What is right, for complaints in any language. */
    abstract String right();

    /** The canonical text of what somebody wrote; empty, and a violation added, if it is wrong or doubtful. */
    abstract String read(Field field, String written, List<Violation> violations);

    /** The rule that a value breaks which can be understood but is not canonical. */
    abstract Rule spelling(String written, String canonical);

    /** Says what is wrong with a value that does not fit. */
    final void explain(Field field, String value, List<Violation> violations) {
        int before = violations.size();
        String canonical = read(field, value, violations);
        if (violations.size() == before) {
            violations.add(violation(field, spelling(value, canonical), value, canonical));
        }
    }

    final Violation violation(Field field, Rule rule, String value, String hint) {
        return new Violation(field.name(), field.index(), rule, value, right(), hint);
    }
}
