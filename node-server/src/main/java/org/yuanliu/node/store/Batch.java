package org.yuanliu.node.store;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/** Changes to be written in one step. The last word on a key counts. Not thread-safe. */
public final class Batch {
    private final Map<Family, Map<Bytes, Optional<Bytes>>> changes = new EnumMap<>(Family.class);
    private long bytes;

    public void put(Family family, Bytes key, Bytes value) {
        change(family, key, Optional.of(value));
    }

    public void delete(Family family, Bytes key) {
        change(family, key, Optional.empty());
    }

    private void change(Family family, Bytes key, Optional<Bytes> value) {
        changes.computeIfAbsent(family, f -> new LinkedHashMap<>()).put(key, value);
        bytes += key.length() + value.map(Bytes::length).orElse(0);
    }

    /** What this batch does to the key: nothing, or the new value, which is empty for a deleted key. */
    Optional<Optional<Bytes>> changeOf(Family family, Bytes key) {
        return Optional.ofNullable(changes.getOrDefault(family, Map.of()).get(key));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Bytes of all keys and values, those that later ones replaced included. */
    public long bytes() {
        return bytes;
    }

    /** Calls {@code visitor} for each change; an empty value means delete. */
    public void forEach(Visitor visitor) {
        changes.forEach((family, ofFamily) -> ofFamily.forEach((key, value) -> visitor.visit(family, key, value)));
    }

    /** Receives one change. */
    public interface Visitor {
        void visit(Family family, Bytes key, Optional<Bytes> value);
    }
}
