package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.node.store.StoredRecord;

/**
 * Decides a change of single elements (wire reference, section 7). Each element needs its own right: of the element
 * kind, or of the admin kind for HS_ADMIN. An element that administrators may not write stays as it is; one that
 * everyone may write can have its data changed by anyone, but neither its type nor its permissions.
 */
final class EditJudge {
    private final Identifier identifier;
    private final StoredRecord old;
    private final Optional<Reference> by;
    private final Authority authority;
    private final Map<Integer, Element> now = new TreeMap<>();
    private final List<Element> before = new ArrayList<>();
    private Optional<Rights> rights = Optional.empty();

    EditJudge(Identifier identifier, StoredRecord old, Authority authority, Optional<Reference> by) {
        this.identifier = identifier;
        this.old = old;
        this.by = by;
        this.authority = authority;
        old.elements().forEach(element -> now.put(element.index(), element));
    }

    Plan decide(Edit edit, Elements put) throws Refusal {
        if (edit.remove().isEmpty() && put.isEmpty()) {
            // Rights are asked for element by element, so a change of none would be open to everyone.
            throw new Refusal(Reason.INVALID_ARGUMENT, "The change", "it names no element");
        }
        demandVersion(edit.expectedVersion());
        for (int index : edit.remove()) {
            remove(index);
        }
        for (Element element : put.list()) {
            put(element, edit);
        }
        Elements elements = Elements.of(List.copyOf(now.values()));
        ElementRules.checkSize(elements);
        return Plan.change(identifier, edit.action(), old, elements, before);
    }

    /** First of all: whoever decided by an old version hears that, and not what no longer fits. */
    private void demandVersion(OptionalLong expected) throws Refusal {
        if (expected.isPresent() && expected.getAsLong() != old.version()) {
            throw new Refusal(
                    Reason.VERSION_CONFLICT,
                    identifier.text(),
                    Long.toString(old.version()),
                    Long.toString(expected.getAsLong()));
        }
    }

    private void remove(int index) throws Refusal {
        Element stored = now.get(index);
        if (stored == null) {
            throw at(index, Reason.ELEMENT_NOT_FOUND);
        }
        demandAdminWrite(stored);
        demand(
                admin(stored) ? Rights.REMOVE_ADMIN : Rights.REMOVE_ELEMENT | forKeys(stored, Rights.REMOVE_ADMIN),
                "remove an element of");
        before.add(stored);
        now.remove(index);
    }

    private void put(Element element, Edit edit) throws Refusal {
        Element stored = now.get(element.index());
        if (stored == null) {
            if (!edit.mayAdd()) {
                throw at(element.index(), Reason.ELEMENT_NOT_FOUND);
            }
            demand(
                    admin(element) ? Rights.ADD_ADMIN : Rights.ADD_ELEMENT | forKeys(element, Rights.ADD_ADMIN),
                    "add an element to");
        } else {
            if (!edit.mayReplace()) {
                throw at(element.index(), Reason.ELEMENT_EXISTS);
            }
            demandReplacement(stored, element);
            before.add(stored);
        }
        now.put(element.index(), element);
    }

    private void demandReplacement(Element stored, Element element) throws Refusal {
        boolean dataOnly =
                stored.type().equals(element.type()) && stored.permissions().equals(element.permissions());
        if (dataOnly && !admin(stored) && stored.permissions().allow(Permissions.PUBLIC_WRITE)) {
            return;
        }
        demandAdminWrite(stored);
        int keys = forKeys(stored, Rights.MODIFY_ADMIN) | forKeys(element, Rights.MODIFY_ADMIN);
        demand(replacementRights(admin(stored), admin(element)) | keys, "modify an element of");
    }

    private static int replacementRights(boolean wasAdmin, boolean isAdmin) {
        if (wasAdmin) {
            return isAdmin ? Rights.MODIFY_ADMIN : Rights.REMOVE_ADMIN | Rights.ADD_ELEMENT;
        }
        return isAdmin ? Rights.REMOVE_ELEMENT | Rights.ADD_ADMIN : Rights.MODIFY_ELEMENT;
    }

    private void demandAdminWrite(Element stored) throws Refusal {
        demandIdentity();
        if (!stored.permissions().allow(Permissions.ADMIN_WRITE)) {
            throw notPermitted("write element " + stored.index() + " of", List.of(stored.index()));
        }
    }

    private void demand(int wanted, String action) throws Refusal {
        demandIdentity();
        if (rights.isEmpty()) {
            rights = Optional.of(authority.over(identifier));
        }
        if (!rights.get().allow(wanted)) {
            throw notPermitted(action, List.of());
        }
    }

    private void demandIdentity() throws Refusal {
        if (by.isEmpty()) {
            throw new Refusal(Reason.AUTHENTICATION_NEEDED);
        }
    }

    /** What is wrong with an index; nobody learns it without showing who he is. */
    private Refusal at(int index, Reason reason) throws Refusal {
        demandIdentity();
        return new Refusal(
                Problem.of(reason, identifier.text(), Integer.toString(index)).at(List.of(index)));
    }

    private Refusal notPermitted(String action, List<Integer> indexes) {
        String who = by.map(Reference::toString).orElse("anonymous");
        return new Refusal(
                Problem.of(Reason.NOT_PERMITTED, who, action, identifier.text()).at(indexes));
    }

    /** Keys and groups are how administrators show who they are: who sets them needs a right over administrators, too. */
    private static int forKeys(Element element, int right) {
        return isKeyOrGroup(element) ? right : 0;
    }

    static boolean hasKeyOrGroup(Elements elements) {
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.isSpecial() && isKeyOrGroup(each.element())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKeyOrGroup(Element element) {
        ElementType type = element.type();
        return type.equals(ElementType.HS_SECKEY)
                || type.equals(ElementType.HS_PUBKEY)
                || type.equals(ElementType.HS_VLIST);
    }

    private static boolean admin(Element element) {
        return element.type().equals(ElementType.HS_ADMIN);
    }
}
