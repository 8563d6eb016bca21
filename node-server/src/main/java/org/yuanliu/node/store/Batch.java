package org.yuanliu.node.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/** Changes to be written in one step. The last word on a key counts. Not thread-safe. */
public final class Batch {
    private final Map<Family, Map<Bytes, Optional<Bytes>>> changes = new EnumMap<>(Family.class);
    private final List<Change> unread = new ArrayList<>();
    private long bytes;

    /** What is not looked up again has its place in the order only. */
    private record Change(Family family, Bytes key, Optional<Bytes> value) {}

    public void put(Family family, Bytes key, Bytes value) {
        change(family, key, Optional.of(value));
    }

    public void delete(Family family, Bytes key) {
        change(family, key, Optional.empty());
    }

    private void change(Family family, Bytes key, Optional<Bytes> value) {
        changes.computeIfAbsent(family, f -> new LinkedHashMap<>()).put(key, value);
        count(key, value);
    }

    /**
     * Puts a key that {@link #changeOf} is never asked for, which is quicker. All changes of such a key must come this
     * way.
     */
    void putUnread(Family family, Bytes key, Bytes value) {
        unread(family, key, Optional.of(value));
    }

    /** Deletes a key that {@link #changeOf} is never asked for. */
    void deleteUnread(Family family, Bytes key) {
        unread(family, key, Optional.empty());
    }

    private void unread(Family family, Bytes key, Optional<Bytes> value) {
        unread.add(new Change(family, key, value));
        count(key, value);
    }

    private void count(Bytes key, Optional<Bytes> value) {
        bytes += key.length() + (value.isPresent() ? value.get().length() : 0);
    }

    /** What this batch does to the key: nothing, or the new value, which is empty for a deleted key. */
    Optional<Optional<Bytes>> changeOf(Family family, Bytes key) {
        Map<Bytes, Optional<Bytes>> ofFamily = changes.get(family);
        return ofFamily == null ? Optional.empty() : Optional.ofNullable(ofFamily.get(key));
    }

    public boolean isEmpty() {
        return changes.isEmpty() && unread.isEmpty();
    }

    /** Number of changes that {@link #forEach} visits. */
    public int size() {
        return unread.size() + changes.values().stream().mapToInt(Map::size).sum();
    }

    /** Bytes of all keys and values, those that later ones replaced included. */
    public long bytes() {
        return bytes;
    }

    /** Calls {@code visitor} for each change; an empty value means delete. Of those of one key the last counts. */
    public void forEach(Visitor visitor) {
        unread.forEach(change -> visitor.visit(change.family, change.key, change.value));
        changes.forEach((family, ofFamily) -> ofFamily.forEach((key, value) -> visitor.visit(family, key, value)));
    }

    /** Receives one change. */
    public interface Visitor {
        void visit(Family family, Bytes key, Optional<Bytes> value);
    }
}
