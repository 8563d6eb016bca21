package org.yuanliu.model;

import java.util.Set;

/** How far the allocation of a prefix has come, and where its records live. */
public enum PrefixState implements State<PrefixState> {
    APPLIED,
    REVIEWED,
    ALLOCATED,
    /** Its records live on this node. */
    HOMED,
    /** Its records live on the enterprise's own node. */
    DELEGATED,
    SUSPENDED,
    RECLAIMED;

    @Override
    public Set<PrefixState> next() {
        return switch (this) {
            case APPLIED -> Set.of(REVIEWED);
            case REVIEWED -> Set.of(ALLOCATED);
            case ALLOCATED -> Set.of(HOMED, DELEGATED, RECLAIMED);
            case HOMED -> Set.of(DELEGATED, SUSPENDED, RECLAIMED);
            case DELEGATED -> Set.of(HOMED, SUSPENDED, RECLAIMED);
            case SUSPENDED -> Set.of(HOMED, DELEGATED, RECLAIMED);
            case RECLAIMED -> Set.of();
        };
    }

    /** Whether it is the enterprise's: for this the enterprise must have been approved. */
    public boolean allocated() {
        return this == ALLOCATED || this == HOMED || this == DELEGATED || this == SUSPENDED;
    }
}
