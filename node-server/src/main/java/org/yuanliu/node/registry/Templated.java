package org.yuanliu.node.registry;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.template.Field;
import org.yuanliu.template.TemplateReference;

/** Records that follow a template, and say which in a reserved element. */
final class Templated {
    /** Of a reference in bytes: an identifier, a colon and a version. */
    private static final int LONGEST = Identifier.MAX_BYTES + 7;

    private static final Bytes TYPE = Bytes.utf8(TemplateReference.TYPE.name());

    /** So many values, each of so many bytes at most, tell which record is meant. */
    private static final int VALUES_TOLD = 4;

    private static final int LONGEST_TOLD = 80;

    private Templated() {}

    /**
     * Identifier of the template's record under one spelling, for indexes and counts: its prefix folded, its suffix as it
     * must be written anyway. Empty if the record follows none.
     */
    static Bytes template(Elements elements) {
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.index() == TemplateReference.INDEX) {
                boolean names = each.data().length() <= LONGEST && isReference(each);
                return names ? withoutVersion(each.data()) : Bytes.EMPTY;
            }
        }
        return Bytes.EMPTY;
    }

    /** Whether the element has the type by which a record names its template, in any spelling. */
    static boolean isReference(Elements.Cursor element) {
        return element.isType(TYPE) || element.element().type().equals(TemplateReference.TYPE);
    }

    /** Its template and the first values that everyone may read, as {@code , template T, grade Q355B}; may be empty. */
    static String summary(Elements elements) {
        Bytes template = template(elements);
        if (template.isEmpty()) {
            return "";
        }
        StringBuilder summary = new StringBuilder(", template ").append(template.utf8());
        int told = 0;
        for (Elements.Cursor each = elements.cursor(); each.next() && told < VALUES_TOLD; ) {
            boolean field = each.index() >= Field.FIRST_INDEX && each.index() <= Field.LAST_INDEX;
            if (field
                    && each.permissions().allow(Permissions.PUBLIC_READ)
                    && each.data().length() <= LONGEST_TOLD) {
                summary.append(", ").append(each.element().type().name()).append(' ');
                summary.append(each.element().text());
                told++;
            }
        }
        return summary.toString();
    }

    private static Bytes withoutVersion(Bytes reference) {
        for (int i = reference.length() - 1; i > 0; i--) {
            if (reference.u1(i) == ':') {
                return withFoldedPrefix(reference.slice(0, i));
            }
        }
        return Bytes.EMPTY;
    }

    /** The identifier of a template's record with its prefix folded. */
    static Bytes withFoldedPrefix(Bytes identifier) {
        for (int i = 0; i < identifier.length() && identifier.u1(i) != '/'; i++) {
            if (isSmall(identifier.u1(i))) {
                return withFoldedPrefix(identifier.toArray());
            }
        }
        return identifier;
    }

    private static Bytes withFoldedPrefix(byte[] identifier) {
        for (int i = 0; i < identifier.length && identifier[i] != '/'; i++) {
            if (isSmall(identifier[i])) {
                identifier[i] = (byte) (identifier[i] - 'a' + 'A');
            }
        }
        return Bytes.wrap(identifier);
    }

    private static boolean isSmall(int letter) {
        return letter >= 'a' && letter <= 'z';
    }
}
