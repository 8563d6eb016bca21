package org.yuanliu.node.registry;

import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.StoredHome;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;

/** Keeps the homed prefixes with what changes of prefix records make of them. */
final class Homes {
    private Homes() {}

    /** To be called when the record is written. */
    static void follow(Plan plan, Draft draft) {
        if (!plan.identifier().isPrefixRecord()) {
            return;
        }
        String prefix = plan.identifier().suffix();
        Bytes key = Keys.prefix(prefix);
        Optional<Bytes> before = draft.get(Family.PREFIXES, key);
        boolean homed = switch (plan.homing()) {
            case HOME -> true;
            case UNHOME -> false;
            case UNCHANGED -> before.isPresent();
        };
        if (!homed) {
            if (before.isPresent()) {
                draft.delete(Family.PREFIXES, key);
            }
            return;
        }
        Bytes now = home(plan.identifier(), draft).bytes();
        if (!before.equals(Optional.of(now))) {
            draft.put(Family.PREFIXES, key, now);
        }
    }

    private static StoredHome home(Identifier prefixRecord, Draft draft) {
        Standing standing = Standing.of(draft.get(Family.RECORDS, Keys.record(prefixRecord))
                .map(StoredRecord::read)
                .map(StoredRecord::elements)
                .orElse(List.of()));
        String prefix = prefixRecord.suffix();
        String node = new Prefixes(draft).node().map(Identifier::suffix).orElse(prefix);
        return new StoredHome(standing, StoredHome.derived(prefix, node));
    }
}
