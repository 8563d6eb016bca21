package org.yuanliu.node.store.rocks;

import java.nio.file.Path;
import org.yuanliu.node.store.CachedStore;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreContract;

class CachedRocksStoreTest extends StoreContract {
    @Override
    protected Store open(Path folder) {
        return new CachedStore(RocksStore.open(folder, StoreOptions.SMALL), 1_000_000);
    }
}
