package org.yuanliu.node.ledger;

import java.util.HashMap;
import java.util.Map;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredCounts;
import org.yuanliu.node.store.View.Entry;

/** Statistics against what they count: records and versions under each prefix. */
final class StatisticsCheck {
    private final Findings findings;
    private final Map<String, Long> records = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    StatisticsCheck(Findings findings) {
        this.findings = findings;
    }

    void record(Identifier identifier) {
        records.merge(identifier.prefixKey().utf8(), 1L, Long::sum);
    }

    void version(Identifier identifier) {
        versions.merge(identifier.prefixKey().utf8(), 1L, Long::sum);
    }

    void entry(Entry entry) {
        Bytes key = entry.key();
        if (key.startsWith(Keys.ALL_RECORD_COUNTS)) {
            String prefix = key.slice(1, key.length()).utf8();
            records.merge(prefix, -Keys.parseNumber(entry.value()), Long::sum);
        } else {
            String prefix = Keys.parseDayCount(key).prefix();
            versions.merge(prefix, -StoredCounts.read(entry.value()).changes(), Long::sum);
        }
    }

    void end() {
        demandZero(records, "The number of a prefix's records is wrong");
        demandZero(versions, "The number of changes under a prefix is wrong");
    }

    private void demandZero(Map<String, Long> differences, String kind) {
        differences.forEach((prefix, by) -> findings.demand(by == 0, kind, prefix + " by " + by));
    }
}
