package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.StoredRecord;

/**
 * What a change will do, once it is judged to be right.
 *
 * @param action word for the history: create, replace, delete, add, remove, modify, update, home, unhome, admit; of the
 *     directory describe, advance, quota, join, leave, key
 * @param old the record before, if there is one
 * @param now all elements of the record after; empty if the record goes, or none is touched
 * @param before elements that are replaced or removed, as they were
 * @param also what happens to another record in the same change
 */
record Plan(
        Identifier identifier,
        String action,
        Optional<StoredRecord> old,
        Optional<Elements> now,
        List<Element> before,
        Homing homing,
        Optional<Plan> also) {

    /** What happens to the prefix that a prefix record describes. */
    enum Homing {
        UNCHANGED,
        HOME,
        UNHOME
    }

    static Plan create(Identifier identifier, Elements elements, Homing homing) {
        String action = homing == Homing.HOME ? "admit" : "create";
        return new Plan(
                identifier, action, Optional.empty(), Optional.of(elements), List.of(), homing, Optional.empty());
    }

    static Plan change(Identifier identifier, String action, StoredRecord old, Elements now, List<Element> before) {
        return new Plan(
                identifier, action, Optional.of(old), Optional.of(now), before, Homing.UNCHANGED, Optional.empty());
    }

    static Plan delete(Identifier identifier, StoredRecord old) {
        return new Plan(
                identifier,
                "delete",
                Optional.of(old),
                Optional.empty(),
                old.elements(),
                Homing.UNCHANGED,
                Optional.empty());
    }

    /** Whether it may change who has rights over other records: keys, groups and administrators. */
    boolean touchesRights() {
        return homing != Homing.UNCHANGED || special(now.orElse(Elements.NONE)) || special(Elements.of(before));
    }

    Plan with(Homing other) {
        return new Plan(identifier, action, old, now, before, other, also);
    }

    Plan and(Optional<Plan> another) {
        return new Plan(identifier, action, old, now, before, homing, another);
    }

    /** The elements that are written: those that the record did not have before. */
    List<Element> written() {
        List<Element> written = new ArrayList<>(now.orElse(Elements.NONE).list());
        old.map(StoredRecord::elements).ifPresent(written::removeAll);
        return written;
    }

    private static boolean special(Elements elements) {
        for (Elements.Cursor each = elements.cursor(); each.next(); ) {
            if (each.isSpecial()) {
                return true;
            }
        }
        return false;
    }

    static Plan home(Identifier prefixRecord, Homing homing) {
        String action = homing == Homing.HOME ? "home" : "unhome";
        return new Plan(prefixRecord, action, Optional.empty(), Optional.empty(), List.of(), homing, Optional.empty());
    }
}
