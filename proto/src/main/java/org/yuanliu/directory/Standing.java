package org.yuanliu.directory;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.PrefixState;

/** What may be done under a prefix, as its record's elements say; from the freest to the strictest. */
public enum Standing {
    /** Everything. */
    OPEN,
    /** Its records are resolved, and do not change. */
    FROZEN,
    /** Its records are neither resolved nor changed. */
    SHUT;

    /** Of the prefix whose record has these elements. */
    public static Standing of(List<Element> elements) {
        Optional<Enterprise> enterprise = DirectoryElements.enterprise(elements);
        if (stopped(elements).isEmpty()) {
            return OPEN;
        }
        return enterprise.filter(Enterprise::refusedWhenSuspended).isPresent() ? SHUT : FROZEN;
    }

    /** The state, of the enterprise or of the prefix, that lets nobody write; empty if neither is in one. */
    public static Optional<String> stopped(List<Element> elements) {
        return DirectoryElements.enterprise(elements)
                .map(Enterprise::state)
                .filter(state -> state == EnterpriseState.SUSPENDED || state == EnterpriseState.CLOSED)
                .map(EnterpriseState::word)
                .or(() -> DirectoryElements.prefix(elements)
                        .map(status -> status.state())
                        .filter(state -> state == PrefixState.SUSPENDED || state == PrefixState.RECLAIMED)
                        .map(PrefixState::word));
    }

    /** The stricter of two. */
    public Standing and(Standing other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
