package org.yuanliu.node.store;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/** Something that can be read like a store. */
public interface View {
    /** The value under a key. */
    Optional<Bytes> get(Family family, Bytes key);

    /**
     * Entries whose key begins with {@code prefix}, in ascending key order.
     *
     * @param after only keys greater than this one; empty for all
     * @param limit most entries to return
     */
    List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit);

    /** As {@link #scan}, the keys alone: values may be large. */
    default List<Bytes> keys(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return scan(family, prefix, after, limit).stream().map(Entry::key).toList();
    }

    /** A key and its value. */
    record Entry(Bytes key, Bytes value) {}
}
