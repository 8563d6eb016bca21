package org.yuanliu.node.registry;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.template.TemplateReference;

/** Records that follow a template, and say which in a reserved element. */
final class Templated {
    /** Of a reference in bytes: an identifier, a colon and a version. */
    private static final int LONGEST = Identifier.MAX_BYTES + 7;

    private static final Bytes TYPE = Bytes.utf8(TemplateReference.TYPE.name());

    private Templated() {}

    /** Identifier of the template's record as the element has it; empty if the record follows none. */
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

    private static Bytes withoutVersion(Bytes reference) {
        for (int i = reference.length() - 1; i > 0; i--) {
            if (reference.u1(i) == ':') {
                return reference.slice(0, i);
            }
        }
        return Bytes.EMPTY;
    }
}
