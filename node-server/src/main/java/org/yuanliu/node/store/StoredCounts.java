package org.yuanliu.node.store;

import java.nio.ByteBuffer;
import org.yuanliu.model.Bytes;

/** What was done under a prefix on a day, as it lies in {@link Family#STATISTICS}: four numbers, each as {@code u8}. */
public record StoredCounts(long registered, long updated, long deleted, long resolved) {
    public static final StoredCounts NONE = new StoredCounts(0, 0, 0, 0);

    private static final int LENGTH = 4 * Long.BYTES;

    /** @throws StoreFailure if the value has another length */
    public static StoredCounts read(Bytes value) {
        if (value.length() != LENGTH) {
            throw new StoreFailure("a day's counts have " + value.length() + " bytes");
        }
        return new StoredCounts(value.u8(0), value.u8(8), value.u8(16), value.u8(24));
    }

    /** The form that {@link #read} takes. */
    public Bytes bytes() {
        return Bytes.wrap(ByteBuffer.allocate(LENGTH)
                .putLong(registered)
                .putLong(updated)
                .putLong(deleted)
                .putLong(resolved)
                .array());
    }

    public StoredCounts plus(StoredCounts other) {
        return new StoredCounts(
                registered + other.registered,
                updated + other.updated,
                deleted + other.deleted,
                resolved + other.resolved);
    }

    /** Changes of records; resolutions change none. */
    public long changes() {
        return registered + updated + deleted;
    }
}
