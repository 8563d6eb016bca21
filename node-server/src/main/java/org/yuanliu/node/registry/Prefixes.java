package org.yuanliu.node.registry;

import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.StoredHome;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
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
            prefix = parentOf(prefix.get());
        }
        return false;
    }

    /** How the identifier's prefix stands; empty if it does not live here. Prefix records are always open to reading. */
    Optional<Standing> standing(Identifier identifier) {
        if (identifier.isPrefixRecord()) {
            return responsibleFor(identifier) ? Optional.of(Standing.OPEN) : Optional.empty();
        }
        Optional<Bytes> value = view.get(Family.PREFIXES, identifier.prefixKey());
        if (value.isEmpty() || value.get().isEmpty()) {
            return value.map(open -> Standing.OPEN);
        }
        StoredHome home = StoredHome.read(value.get());
        return Optional.of(
                home.derived() ? home.standing().and(standingFrom(parentOf(identifier.prefix()))) : home.standing());
    }

    /** The strictest standing of the prefixes whose records are this one and those above it. */
    Standing standingOfRecords(Identifier prefixRecord) {
        return standingFrom(Optional.of(prefixRecord.suffix()));
    }

    private Standing standingFrom(Optional<String> first) {
        Standing standing = Standing.OPEN;
        Optional<String> prefix = first;
        for (int n = 0; prefix.isPresent() && n <= MOST_ANCESTORS; n++) {
            standing = standing.and(Standing.of(elements(prefix.get())));
            prefix = parentOf(prefix.get());
        }
        return standing;
    }

    /** Why a prefix is not open, as details of a refusal: the prefix that is not, itself or one above, and its state. */
    Optional<String[]> stopped(String prefix) {
        Optional<String> at = Optional.of(prefix);
        for (int n = 0; at.isPresent() && n <= MOST_ANCESTORS; n++) {
            Optional<String> state = Standing.stopped(elements(at.get()));
            if (state.isPresent()) {
                return Optional.of(new String[] {at.get(), state.get()});
            }
            at = parentOf(at.get());
        }
        return Optional.empty();
    }

    /** Those of the record of a prefix; none if there is no record. */
    List<Element> elements(String prefix) {
        return view.get(Family.RECORDS, Keys.record(record(prefix)))
                .map(StoredRecord::read)
                .map(StoredRecord::elements)
                .orElse(List.of());
    }

    boolean homed(Identifier prefixRecord) {
        return homed(Keys.prefix(prefixRecord.suffix()));
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
        return parentOf(prefixRecord.suffix()).map(Prefixes::record);
    }

    /** The prefix that a prefix is derived from, such as 88.118 of 88.118.8. */
    static Optional<String> parentOf(String prefix) {
        int dot = prefix.lastIndexOf('.');
        return dot > 0 ? Optional.of(prefix.substring(0, dot)) : Optional.empty();
    }
}
