package org.yuanliu.node.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.model.Bytes;

/** A store that tests stop at chosen points and make fail. */
public final class HookedStore implements Store {
    public final AtomicInteger reads = new AtomicInteger();
    public volatile Runnable afterRead = () -> {};
    public volatile Runnable beforeWrite = () -> {};
    public volatile Runnable afterWrite = () -> {};

    private final Store store = new MemoryStore();

    @Override
    public Optional<Bytes> get(Family family, Bytes key) {
        Optional<Bytes> found = store.get(family, key);
        reads.incrementAndGet();
        afterRead.run();
        return found;
    }

    @Override
    public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return store.scan(family, prefix, after, limit);
    }

    @Override
    public View memory() {
        return this;
    }

    @Override
    public void commit(Batch batch) {
        beforeWrite.run();
        store.commit(batch);
        afterWrite.run();
    }

    /** Writes as if a batch thought lost had been found again. */
    void surface(Batch batch) {
        store.commit(batch);
    }

    @Override
    public void backup(Path target) {
        store.backup(target);
    }

    @Override
    public void close() {
        store.close();
    }
}
