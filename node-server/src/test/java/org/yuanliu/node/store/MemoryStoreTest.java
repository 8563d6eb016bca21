package org.yuanliu.node.store;

import java.nio.file.Path;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open(Path folder) {
        return new MemoryStore();
    }
}
