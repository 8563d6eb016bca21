package org.yuanliu.node.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Bytes;

/**
 * Keeps what every resolution asks for in the heap, in front of another store: the records most asked for, the homed
 * prefixes, and what is said of the whole store. That a key is missing it does not remember: filters say so as quickly, and
 * whoever guesses identifiers could fill the cache.
 *
 * <p>A reader must not put back what a commit has just replaced. So each commit makes {@link #stamp} odd before it
 * writes and even after it has brought the cache up to date, and a reader keeps what it read only if the stamp was even
 * before it read and is still the same once it holds the entry's lock in the cache. If it is the same, the commit has
 * yet to pass by that entry and will replace it; if not, what was read may be old and is only answered, not kept. The
 * commit takes that lock for keys that are not in the cache too, or it would miss a reader who is about to put one in.
 */
public final class CachedStore implements Store {
    /** Heap for homed prefixes: some hundred thousand of them. */
    private static final long PREFIX_BYTES = 64 << 20;

    /** Heap for the few entries about the whole store. */
    private static final long META_BYTES = 1 << 20;

    /** What an entry costs besides its bytes: node, map slot, two Bytes and their arrays. Measured once, rounded. */
    private static final int ENTRY_BYTES = 240;

    private final Store store;
    private final Map<Family, Cache<Bytes, Bytes>> caches = new EnumMap<>(Family.class);
    private final AtomicLong stamp = new AtomicLong();
    private final View memory = new Memory();
    private volatile boolean closed;
    /** The writer's: whether the last commit failed. */
    private boolean doubtful;

    /**
     * Owns the store from now on and closes it.
     *
     * @param bytes heap for records, about
     */
    public CachedStore(Store store, long bytes) {
        this.store = store;
        caches.put(Family.RECORDS, cache(bytes));
        caches.put(Family.PREFIXES, cache(PREFIX_BYTES));
        caches.put(Family.META, cache(META_BYTES));
    }

    private static Cache<Bytes, Bytes> cache(long bytes) {
        return Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Bytes key, Bytes value) -> ENTRY_BYTES + key.length() + value.length())
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<Bytes> get(Family family, Bytes key) {
        return get(store, family, key);
    }

    @Override
    public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return store.scan(family, prefix, after, limit);
    }

    @Override
    public List<Bytes> keys(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return store.keys(family, prefix, after, limit);
    }

    @Override
    public View memory() {
        return memory;
    }

    @Override
    public void commit(Batch batch) {
        boolean written = false;
        stamp.incrementAndGet();
        try {
            store.commit(batch);
            written = true;
        } finally {
            refresh(batch, written);
            stamp.incrementAndGet();
        }
    }

    /** What was read between a failed commit and now may be old: its batch may have turned out to be written. */
    @Override
    public void settle() {
        store.settle();
        if (doubtful) {
            stamp.incrementAndGet();
            caches.values().forEach(Cache::invalidateAll);
            stamp.incrementAndGet();
            doubtful = false;
        }
    }

    /** A commit that failed may yet turn out to be written when the next one looks: then nothing here is sure. */
    private void refresh(Batch batch, boolean written) {
        if (doubtful || !written) {
            caches.values().forEach(Cache::invalidateAll);
        } else {
            batch.forEach(this::refresh);
        }
        doubtful = !written;
    }

    private void refresh(Family family, Bytes key, Optional<Bytes> value) {
        Cache<Bytes, Bytes> cache = caches.get(family);
        if (cache != null) {
            cache.asMap().compute(key, (k, old) -> old == null ? null : replaced(value));
        }
    }

    private static @Nullable Bytes replaced(Optional<Bytes> value) {
        return value.map(CachedStore::compact).orElse(null);
    }

    private Optional<Bytes> get(View source, Family family, Bytes key) {
        Cache<Bytes, Bytes> cache = caches.get(family);
        if (cache == null) {
            return source.get(family, key);
        }
        Bytes kept = cache.getIfPresent(key);
        return kept != null ? Optional.of(kept) : read(source, family, cache, key);
    }

    private Optional<Bytes> read(View source, Family family, Cache<Bytes, Bytes> cache, Bytes key) {
        long before = stamp.get();
        Optional<Bytes> found = source.get(family, key);
        if (found.isPresent() && before % 2 == 0) {
            Bytes value = found.get();
            cache.asMap().compute(compact(key), (k, old) -> stamp.get() == before && !closed ? value : old);
        }
        return found;
    }

    /** Without the large array that a slice might hold on to. */
    private static Bytes compact(Bytes bytes) {
        return Bytes.wrap(bytes.toArray());
    }

    @Override
    public void backup(Path target) {
        store.backup(target);
    }

    @Override
    public void close() {
        closed = true;
        store.close();
        caches.values().forEach(Cache::invalidateAll);
    }

    private final class Memory implements View {
        @Override
        public Optional<Bytes> get(Family family, Bytes key) {
            return CachedStore.this.get(store.memory(), family, key);
        }

        @Override
        public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
            return store.memory().scan(family, prefix, after, limit);
        }

        @Override
        public List<Bytes> keys(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
            return store.memory().keys(family, prefix, after, limit);
        }
    }
}
