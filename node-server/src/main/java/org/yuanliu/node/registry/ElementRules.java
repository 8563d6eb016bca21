package org.yuanliu.node.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;

/** What the elements of any record must keep, whoever writes them. */
final class ElementRules {
    /** Most elements of a record: more, and the clients in use refuse the answer. */
    static final int MAX_ELEMENTS = 2048;

    /** Most bytes of a record in wire form: more, and the clients in use refuse the answer. */
    static final int MAX_BYTES = 1 << 20;

    private ElementRules() {}

    /** Checks elements that come from outside: indexes, bits, and the data that rights depend on. */
    static void check(Elements elements) throws Refusal {
        int last = 0;
        boolean rising = true;
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.index() <= 0) {
                throw invalid(each.element(), "the index must be 1 to 2147483647");
            }
            rising &= each.index() > last;
            last = each.index();
            if ((each.permissions().bits() & ~0xF) != 0) {
                throw invalid(each.element(), "permissions are four bits, 0 to 15");
            }
            if (each.isSpecial()) {
                Element element = each.element();
                checkIndexes(element, element.references());
                checkData(element);
            }
        }
        if (!rising) {
            checkUnique(elements);
        }
        checkSize(elements);
    }

    private static void checkUnique(Elements elements) throws Refusal {
        Set<Integer> seen = new HashSet<>();
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (!seen.add(each.index())) {
                throw new Refusal(Reason.DUPLICATE_INDEX, Integer.toString(each.index()));
            }
        }
    }

    /** The wire has room for larger ones; what other transports cannot say must not get in. */
    private static void checkIndexes(Element element, List<Reference> references) throws Refusal {
        for (Reference reference : references) {
            if (reference.index() < 0) {
                throw invalid(element, "the index of a reference must be 0 to 2147483647");
            }
        }
    }

    /** Checks a record as it would become. */
    static void checkSize(Elements elements) throws Refusal {
        if (elements.count() > MAX_ELEMENTS) {
            throw new Refusal(
                    Reason.TOO_LARGE, "The record", elements.count() + " elements", Integer.toString(MAX_ELEMENTS));
        }
        int size = elements.bytes().length();
        if (size > MAX_BYTES) {
            throw new Refusal(Reason.TOO_LARGE, "The record", size + " bytes", Integer.toString(MAX_BYTES));
        }
    }

    private static void checkData(Element element) throws Refusal {
        if (element.type().equals(ElementType.HS_SECKEY) && isOpen(element.permissions())) {
            throw invalid(element, "everyone could read or set this secret key, its permissions must be 1100");
        }
        try {
            if (element.type().equals(ElementType.HS_ADMIN)) {
                checkIndexes(element, List.of(AdminCodec.read(element.data()).administrator()));
            } else if (element.type().equals(ElementType.HS_VLIST)) {
                checkIndexes(element, GroupCodec.read(element.data()));
            }
        } catch (MalformedMessage e) {
            throw invalid(element, "its data is no " + element.type().name().toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isOpen(Permissions permissions) {
        return permissions.allow(Permissions.PUBLIC_READ) || permissions.allow(Permissions.PUBLIC_WRITE);
    }

    private static Refusal invalid(Element element, String why) {
        String index = Integer.toUnsignedString(element.index());
        return new Refusal(Problem.of(Reason.INVALID_ELEMENT, index, why).at(List.of(element.index())));
    }
}
