package org.yuanliu.node.ledger;

import java.util.List;
import java.util.Optional;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.View.Entry;

/** Homed prefixes: each stands as its record says. */
final class PrefixCheck {
    private final View view;
    private final Findings findings;

    PrefixCheck(View view, Findings findings) {
        this.view = view;
        this.findings = findings;
    }

    void prefix(Entry entry) {
        String prefix = Keys.parsePrefix(entry.key());
        StoredHome home = StoredHome.read(entry.value());
        List<Element> record = record(prefix);
        findings.demand(home.standing() == Standing.of(record), "A homed prefix stands not as its record says", prefix);
        boolean derived = StoredHome.derived(
                prefix, view.get(Family.META, Keys.NODE_PREFIX).map(Bytes::utf8).orElse(prefix));
        findings.demand(home.derived() == derived, "A homed prefix forgets what it is derived from", prefix);
        Optional<PrefixStatus> status = DirectoryElements.prefix(record);
        findings.demand(
                status.isEmpty() || status.get().homed(), "A prefix is homed against what its record says", prefix);
    }

    private List<Element> record(String prefix) {
        return view.get(Family.RECORDS, Keys.recordsUnder("0.NA").concat(Keys.prefix(prefix)))
                .map(StoredRecord::read)
                .map(StoredRecord::elements)
                .orElse(List.of());
    }
}
