package org.yuanliu.node.store;

import java.util.Objects;

/** The store cannot do its work: disk full, damaged file, closed. The node answers "try later" or stops; it never guesses. */
public sealed class StoreFailure extends RuntimeException permits StoreHeld {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreFailure(String message) {
        super(message);
    }

    /** What every method of a store throws after it was closed. */
    public static StoreFailure closed() {
        return new StoreFailure("the store is closed");
    }

    /** Never null: the constructors ask for one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
