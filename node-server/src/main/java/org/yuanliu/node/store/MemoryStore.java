package org.yuanliu.node.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.yuanliu.model.Bytes;

/** A store in the heap, for tests and demonstrations: gone when the process ends, and without a backup. */
public final class MemoryStore implements Store {
    private final Map<Family, TreeMap<Bytes, Bytes>> content = new EnumMap<>(Family.class);
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    public MemoryStore() {
        for (Family family : Family.values()) {
            content.put(family, new TreeMap<>());
        }
    }

    @Override
    public Optional<Bytes> get(Family family, Bytes key) {
        return reading(() -> Optional.ofNullable(of(family).get(key)));
    }

    @Override
    public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return reading(() -> {
            List<Entry> found = new ArrayList<>();
            boolean fromPrefix = after.isEmpty() || after.get().compareTo(prefix) < 0;
            var rest =
                    fromPrefix ? of(family).tailMap(prefix, true) : of(family).tailMap(after.get(), false);
            for (Map.Entry<Bytes, Bytes> e : rest.entrySet()) {
                if (found.size() >= limit || !e.getKey().startsWith(prefix)) {
                    break;
                }
                found.add(new Entry(e.getKey(), e.getValue()));
            }
            return found;
        });
    }

    @Override
    public View memory() {
        return this;
    }

    @Override
    public void commit(Batch batch) {
        lock.writeLock().lock();
        try {
            checkOpen();
            batch.forEach((family, key, value) -> value.ifPresentOrElse(
                    v -> of(family).put(key, v), () -> of(family).remove(key)));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Not offered. */
    @Override
    public void backup(Path target) {
        throw new StoreFailure("a store in memory has no backup");
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        closed = true;
        lock.writeLock().unlock();
    }

    private <T> T reading(Supplier<T> question) {
        lock.readLock().lock();
        try {
            checkOpen();
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw StoreFailure.closed();
        }
    }

    private TreeMap<Bytes, Bytes> of(Family family) {
        TreeMap<Bytes, Bytes> ofFamily = content.get(family);
        if (ofFamily == null) {
            throw new IllegalStateException("every family has its map");
        }
        return ofFamily;
    }
}
