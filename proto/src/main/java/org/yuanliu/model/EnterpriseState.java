package org.yuanliu.model;

import java.util.Set;

/** How far the admission of an enterprise has come. */
public enum EnterpriseState implements State<EnterpriseState> {
    DRAFT,
    SUBMITTED,
    REVIEWING,
    APPROVED,
    REJECTED,
    SUSPENDED,
    CLOSED;

    @Override
    public Set<EnterpriseState> next() {
        return switch (this) {
            case DRAFT -> Set.of(SUBMITTED);
            case SUBMITTED -> Set.of(REVIEWING);
            case REVIEWING -> Set.of(APPROVED, REJECTED);
            case APPROVED -> Set.of(SUSPENDED, CLOSED);
            case REJECTED -> Set.of(DRAFT);
            case SUSPENDED -> Set.of(APPROVED, CLOSED);
            case CLOSED -> Set.of();
        };
    }

    /** Whether it was admitted once: from then on everyone may see who it is. */
    public boolean admitted() {
        return this == APPROVED || this == SUSPENDED || this == CLOSED;
    }
}
