package org.yuanliu.node.store;

import java.util.Objects;

/** The store cannot do its work: disk full, damaged file, closed. The node answers "try later" or stops; it never guesses. */
public sealed class StoreFailure extends RuntimeException permits StoreHeld {
    private static final long serialVersionUID = 1L;

    private static final String FAILED = "the store failed";

    private final String told;

    public StoreFailure(String message, Throwable cause) {
        this(message, FAILED, cause);
    }

    public StoreFailure(String message) {
        super(message);
        this.told = FAILED;
    }

    /**
     * @param message for the operator
     * @param told the same for whoever asked: without what lies where on this machine
     */
    public StoreFailure(String message, String told, Throwable cause) {
        super(message, cause);
        this.told = told;
    }

    /** What whoever asked may know of it, such as "the disk is full". */
    public String told() {
        return told;
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
