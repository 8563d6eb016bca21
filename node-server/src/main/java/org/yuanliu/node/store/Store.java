package org.yuanliu.node.store;

import java.nio.file.Path;

/**
 * An ordered key-value store with families. Reading is safe from any thread; {@link #commit} and {@link #settle} are called
 * by one thread at a time. What {@code get} and {@code scan} return of one commit they return whole or not at all, per key at
 * once after the commit.
 *
 * @see StoreFailure what every method throws when the disk will not
 */
public interface Store extends View, AutoCloseable {
    /** The same content, but answered from memory only: throws {@link WouldBlock} where the disk would be needed. */
    View memory();

    /** Writes the whole batch or nothing. When this returns, the batch survives the loss of the process and of power. */
    void commit(Batch batch);

    /**
     * Brings the store back after a commit failed: what that left open is decided when this returns. Whoever builds a batch
     * calls it before reading what the batch depends on; does nothing if all is well.
     */
    default void settle() {}

    /** Writes a consistent copy that can be opened as a store; {@code target} must not exist. Safe while writes go on. */
    void backup(Path target);

    @Override
    void close();
}
