package org.yuanliu.model;

import java.util.List;

/**
 * Which elements of a record are asked for: those whose index is listed or whose type matches; all if both lists are
 * empty (wire reference, section 7).
 *
 * @param publicOnly leave out what not everyone may read, instead of asking who is there
 */
public record Selection(List<Integer> indexes, List<ElementType> types, boolean publicOnly) {
    /** All that everyone may read: the common question. */
    public static final Selection PUBLIC = new Selection(List.of(), List.of(), true);

    /** All that the caller may read. */
    public static final Selection ALL = new Selection(List.of(), List.of(), false);

    public Selection {
        indexes = List.copyOf(indexes);
        types = List.copyOf(types);
    }

    public boolean everything() {
        return indexes.isEmpty() && types.isEmpty();
    }

    public boolean selects(Element element) {
        if (everything() || indexes.contains(element.index())) {
            return true;
        }
        for (ElementType type : types) {
            if (type.selects(element.type())) {
                return true;
            }
        }
        return false;
    }
}
