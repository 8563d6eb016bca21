package org.yuanliu.node.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.View.Entry;

/**
 * Proves what must hold between the entries of a store that nobody writes to meanwhile; {@code docs/storage.md} lists
 * it. Reads everything once and holds one page at a time, so it serves large stores too. Changes nothing.
 */
public final class StoreCheck {
    private static final int PAGE = 1_000;
    private static final Set<Bytes> NUMBERS =
            Set.of(Keys.FORMAT, Keys.LAST_SEQUENCE, Keys.ANSWERS_HEAD, Keys.ANSWERS_TAIL);

    private final View view;
    private final Findings findings = new Findings();
    private final Map<Family, Long> entries = new EnumMap<>(Family.class);

    /**
     * What a check found.
     *
     * @param entries number of entries that were read of each family
     * @param findings one sentence for each kind of fault, with its number and first case; empty if the store is sound
     */
    public record Report(Map<Family, Long> entries, List<String> findings) {
        public Report {
            entries = Map.copyOf(entries);
            findings = List.copyOf(findings);
        }

        public boolean sound() {
            return findings.isEmpty();
        }
    }

    private StoreCheck(View view) {
        this.view = view;
    }

    /** Checks everything; what cannot be read becomes a finding. */
    public static Report of(View view) {
        return new StoreCheck(view).run();
    }

    private Report run() {
        walk(Family.META, this::meta);
        walk(Family.PREFIXES, new PrefixCheck(view, findings)::prefix);
        guarded("The node's own prefix", this::nodePrefix);

        var statistics = new StatisticsCheck(findings);
        var records = new RecordCheck(view, findings, statistics);
        walk(Family.RECORDS, records::record);
        walk(Family.DELETED, records::deleted);
        walk(Family.HISTORY, records::history);
        records.end();
        walk(Family.STATISTICS, statistics::entry);
        statistics.end();

        guarded("The end of the change log", () -> {
            var changes = new ChangeCheck(view, findings);
            walk(Family.CHANGES, changes::change);
            changes.end();
        });
        guarded("The order of answers", () -> {
            var answers = new AnswerCheck(view, findings);
            walk(Family.ANSWERS, answers::entry);
            answers.end();
        });
        return new Report(entries, findings.sentences());
    }

    private void meta(Entry entry) {
        boolean number = NUMBERS.contains(entry.key());
        findings.demand(
                number || entry.key().equals(Keys.NODE_PREFIX),
                "A fact about the node is unknown",
                entry.key().utf8());
        if (number) {
            long value = Keys.parseNumber(entry.value());
            findings.demand(
                    !entry.key().equals(Keys.FORMAT) || value == Keys.FORMAT_NUMBER, "The format is unknown", value);
        }
    }

    private void nodePrefix() {
        Optional<Bytes> prefix = view.get(Family.META, Keys.NODE_PREFIX);
        findings.demand(
                prefix.isPresent() || Keys.meta(view, Keys.LAST_SEQUENCE) == 0,
                "The node has changes but no prefix of its own",
                "here");
        prefix.map(Keys::parsePrefix)
                .map(p -> Keys.recordsUnder("0.NA").concat(Keys.prefix(p)))
                .ifPresent(key -> findings.demand(
                        view.get(Family.RECORDS, key).isPresent(), "The node's own prefix has no record", key.utf8()));
    }

    private void walk(Family family, Consumer<Entry> check) {
        guarded("Family " + family.label(), () -> {
            Optional<Bytes> after = Optional.empty();
            while (true) {
                List<Entry> page = view.scan(family, Bytes.EMPTY, after, PAGE);
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(entry -> guarded("An entry of " + family.label(), () -> check.accept(entry)));
                entries.merge(family, (long) page.size(), Long::sum);
                after = Optional.of(page.get(page.size() - 1).key());
            }
        });
    }

    private void guarded(String what, Runnable check) {
        try {
            check.run();
        } catch (StoreFailure e) {
            findings.add(what + " cannot be read", e.getMessage());
        }
    }
}
