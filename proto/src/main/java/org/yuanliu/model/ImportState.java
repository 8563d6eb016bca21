package org.yuanliu.model;

import java.util.Set;

/** How far an import job has come. */
public enum ImportState implements State<ImportState> {
    /** For its turn. */
    WAITING,
    /** Its rows are being registered; also while the node tries again because it could not write. */
    RUNNING,
    /** Every row has its verdict. */
    DONE,
    /** By its owner or the operator; can be resumed. */
    CANCELLED,
    /** By a fault that does not pass by itself; can be resumed. */
    STOPPED;

    @Override
    public Set<ImportState> next() {
        return switch (this) {
            case WAITING -> Set.of(RUNNING, CANCELLED);
            case RUNNING -> Set.of(DONE, CANCELLED, STOPPED);
            case DONE -> Set.of();
            case CANCELLED -> Set.of(WAITING);
            case STOPPED -> Set.of(WAITING, CANCELLED);
        };
    }

    /** Whether nothing happens to it any more unless somebody wants it to. */
    public boolean ended() {
        return this != WAITING && this != RUNNING;
    }
}
