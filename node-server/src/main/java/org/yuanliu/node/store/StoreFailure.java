package org.yuanliu.node.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot do its work: disk full, closed; or what it gave is damaged, which concerns only who asked for that. The
 * node answers "try later" or stops; it never guesses.
 */
public sealed class StoreFailure extends RuntimeException permits StoreHeld {
    private static final long serialVersionUID = 1L;

    private static final String FAILED = "the store failed";

    private final String told;
    private final boolean damage;

    /** Of damage: what is stored cannot be read. */
    public StoreFailure(String message, Throwable cause) {
        this(message, FAILED, true, cause);
    }

    /** Of damage: what is stored cannot be read. */
    public StoreFailure(String message) {
        this(message, FAILED, true, null);
    }

    /**
     * Of the store as a whole.
     *
     * @param message for the operator
     * @param told the same for whoever asked: without what lies where on this machine
     */
    public StoreFailure(String message, String told, Throwable cause) {
        this(message, told, false, cause);
    }

    private StoreFailure(String message, String told, boolean damage, @Nullable Throwable cause) {
        super(message, cause);
        this.told = told;
        this.damage = damage;
    }

    /** Of the store as a whole; as above. */
    public static StoreFailure unusable(String message, String told) {
        return new StoreFailure(message, told, false, null);
    }

    /** The same with nothing more to tell to whoever asked. */
    public static StoreFailure unusable(String message) {
        return unusable(message, FAILED);
    }

    /** What whoever asked may know of it, such as "the disk is full". */
    public String told() {
        return told;
    }

    /** Whether only what was read is damaged: whatever does not touch that can go on, and trying again does not help. */
    public boolean isDamage() {
        return damage;
    }

    /** What every method of a store throws after it was closed. */
    public static StoreFailure closed() {
        return unusable("the store is closed");
    }

    /** Never null: the constructors ask for one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
