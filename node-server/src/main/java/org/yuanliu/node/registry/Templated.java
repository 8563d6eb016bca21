package org.yuanliu.node.registry;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;

/** Records that follow a template, and say which in a reserved element. */
final class Templated {
    /** Reserved for the reference to the template, as the national nodes do; its text ends with the version. */
    static final int INDEX = 1001;

    private Templated() {}

    /** Identifier of the template's record as the element has it; empty if the record follows none. */
    static Bytes template(Elements elements) {
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.index() == INDEX) {
                return withoutVersion(each.data());
            }
        }
        return Bytes.EMPTY;
    }

    private static Bytes withoutVersion(Bytes reference) {
        for (int i = reference.length() - 1; i > 0; i--) {
            if (reference.u1(i) == ':') {
                return reference.slice(0, i);
            }
        }
        return Bytes.EMPTY;
    }
}
