package org.yuanliu.node.store;

import java.nio.file.Path;

/** A cache of a few records, so that the contract meets hits, misses and evictions. */
class CachedMemoryStoreTest extends StoreContract {
    @Override
    protected Store open(Path folder) {
        return new CachedStore(new MemoryStore(), 2_000);
    }
}
