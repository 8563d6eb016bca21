package org.yuanliu.template;

import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** A field made ready to be compared with elements: a quick yes or no, and only after a no the reasons. */
final class FieldCheck {
    private final Field field;
    private final int position;
    private final ElementType type;
    private final Bytes typeName;
    private final int permissions;
    private final ValueForm form;

    FieldCheck(Field field, int position) {
        this.field = field;
        this.position = position;
        this.type = field.type();
        this.typeName = Bytes.utf8(field.name());
        this.permissions = field.visibility().permissions().bits();
        this.form = ValueForm.of(field.kind());
    }

    Field field() {
        return field;
    }

    ValueForm form() {
        return form;
    }

    /** Place in the template's list. */
    int position() {
        return position;
    }

    boolean fits(Element element) {
        return element.permissions().bits() == permissions && isType(element.type()) && form.fits(element.data());
    }

    /** The same for an element in its wire form; does not know other spellings of its type. */
    boolean fits(Elements.Cursor element) {
        return element.permissions().bits() == permissions && element.isType(typeName) && form.fits(element.data());
    }

    private boolean isType(ElementType given) {
        return given.name().equals(type.name()) || given.equals(type);
    }

    /** Says what is wrong with an element; nothing if it fits. */
    void explain(Element element, List<Violation> violations) {
        if (!isType(element.type())) {
            violations.add(violation(Rule.WRONG_TYPE, element.type().name(), type.name(), type.name()));
        }
        if (element.permissions().bits() != permissions) {
            violations.add(violation(
                    Rule.WRONG_PERMISSIONS, digits(element.permissions().bits()), digits(permissions), ""));
        }
        if (!form.fits(element.data())) {
            form.explain(field, element.text(), violations);
        }
    }

    Violation missing() {
        return violation(Rule.MISSING, "", form.right(), "");
    }

    Violation twice(String value) {
        return violation(Rule.GIVEN_TWICE, value, "", "");
    }

    private Violation violation(Rule rule, String value, String right, String hint) {
        return new Violation(field.name(), field.index(), rule, value, right, hint);
    }

    private static String digits(int bits) {
        return Integer.toBinaryString(16 | bits).substring(1);
    }
}
