package org.yuanliu.node.registry;

import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.View;

/** Which prefixes live here, and how they hang together. */
final class Prefixes {
    private static final String PREFIX_RECORDS = "0.NA/";

    /** Most ancestors that are looked up: a prefix may have a thousand segments, and anyone may ask for it. */
    private static final int MOST_ANCESTORS = 16;

    private final View view;

    Prefixes(View view) {
        this.view = view;
    }

    /**
     * Whether this node is home of the identifier. The record of a prefix lives here if the prefix or one that it
     * descends from does: {@code 0.NA/88.118.8} where 88.118 lives. It does not if more than 16 lie between.
     */
    boolean responsibleFor(Identifier identifier) {
        if (!identifier.isPrefixRecord()) {
            return homed(identifier.prefixKey());
        }
        Optional<String> prefix = Optional.of(identifier.suffix());
        for (int n = 0; prefix.isPresent() && n <= MOST_ANCESTORS; n++) {
            if (homed(Keys.prefix(prefix.get()))) {
                return true;
            }
            prefix = parent(prefix.get());
        }
        return false;
    }

    private boolean homed(Bytes prefixKey) {
        return view.get(Family.PREFIXES, prefixKey).isPresent();
    }

    /** The record of the node's own prefix; empty before the node is set up. */
    Optional<Identifier> node() {
        return view.get(Family.META, Keys.NODE_PREFIX).map(Bytes::utf8).map(Prefixes::record);
    }

    static Identifier record(String prefix) {
        return Identifier.ofKey(Bytes.utf8(PREFIX_RECORDS + prefix));
    }

    /** The record of the prefix that the prefix of {@code prefixRecord} is derived from. */
    static Optional<Identifier> parent(Identifier prefixRecord) {
        return parent(prefixRecord.suffix()).map(Prefixes::record);
    }

    private static Optional<String> parent(String prefix) {
        int dot = prefix.lastIndexOf('.');
        return dot > 0 ? Optional.of(prefix.substring(0, dot)) : Optional.empty();
    }
}
