package org.yuanliu.node.registry;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.View;

/** All that a store holds, to compare stores byte by byte. */
final class StoreDump {
    private StoreDump() {}

    static List<View.Entry> of(View store, Family family) {
        return store.scan(family, Bytes.EMPTY, Optional.empty(), Integer.MAX_VALUE);
    }
}
