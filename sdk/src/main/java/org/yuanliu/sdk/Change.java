package org.yuanliu.sdk;

import java.util.List;
import java.util.OptionalLong;
import org.yuanliu.model.Element;

/**
 * What one update does to a record, all of it or nothing. Immutable and thread-safe.
 *
 * <pre>{@code
 * Change.put(Element.of(2, "STATUS", "shipped")).removing(7).ifVersion(3)
 * }</pre>
 *
 * @param put added, or taking the place of the element with the same index
 * @param remove indexes that must exist
 * @param expectedVersion refused with {@code VERSION_CONFLICT} if the record has another version by now
 * @param reason why, for the history: up to 200 characters on one line; empty if nothing is said
 */
public record Change(List<Element> put, List<Integer> remove, OptionalLong expectedVersion, String reason) {
    public Change {
        put = List.copyOf(put);
        remove = List.copyOf(remove);
    }

    public static Change put(Element... elements) {
        return new Change(List.of(elements), List.of(), OptionalLong.empty(), "");
    }

    public static Change remove(Integer... indexes) {
        return new Change(List.of(), List.of(indexes), OptionalLong.empty(), "");
    }

    public Change removing(Integer... indexes) {
        return new Change(put, List.of(indexes), expectedVersion, reason);
    }

    public Change ifVersion(long version) {
        return new Change(put, remove, OptionalLong.of(version), reason);
    }

    /** The same with the reason that the history will show. */
    public Change because(String why) {
        return new Change(put, remove, expectedVersion, why);
    }
}
