package org.yuanliu.node.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.yuanliu.command.HistoryEntry;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Keys.HistoryKey;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.View.Entry;

/**
 * Records, deleted ones, and their histories. Each history is walked from its newest entry, which must agree with the
 * record or its deletion; that no record is left over follows from their numbers.
 */
final class RecordCheck {
    private final View view;
    private final Findings findings;
    private final StatisticsCheck statistics;
    private long present;
    private long gone;
    private Optional<HistoryKey> newer = Optional.empty();
    private long newerVersion;

    RecordCheck(View view, Findings findings, StatisticsCheck statistics) {
        this.view = view;
        this.findings = findings;
        this.statistics = statistics;
    }

    void record(Entry entry) {
        present++;
        Identifier identifier = Keys.parseRecord(entry.key());
        statistics.record(identifier);
        StoredRecord record = StoredRecord.read(entry.value());
        findings.demand(record.version() > 0, "A record has no version", identifier);
        List<Element> open = checked(record.open());
        List<Element> hidden = checked(record.hidden());
        findings.demand(rises(open) && rises(hidden), "A record's elements are out of order", identifier);
        findings.demand(
                open.stream().allMatch(Element::isPublic), "A hidden element is among the public ones", identifier);
        findings.demand(
                hidden.stream().noneMatch(Element::isPublic), "A public element is among the hidden ones", identifier);
    }

    void deleted(Entry entry) {
        gone++;
        Keys.parseRecord(entry.key());
        Keys.parseNumber(entry.value());
    }

    void history(Entry entry) {
        HistoryKey key = Keys.parseHistory(entry.key());
        statistics.version(key.identifier());
        HistoryEntry stored = parse(entry.value());
        if (newer.isPresent() && newer.get().identifier().equals(key.identifier())) {
            findings.demand(stored.getVersion() == newerVersion - 1, "A record's history lacks a version", text(key));
        } else {
            endOfHistory();
            newest(key.identifier(), stored);
        }
        newer = Optional.of(key);
        newerVersion = stored.getVersion();
        findings.demand(
                view.get(Family.CHANGES, Keys.change(change(key, stored))).isPresent(),
                "A history entry has no entry in the change log",
                text(key));
        Bytes before = Bytes.wrap(stored.getBefore().getBytes().toByteArray());
        checked(Elements.trusted(before, stored.getBefore().getCount()));
    }

    private static long change(HistoryKey key, HistoryEntry entry) {
        return entry.getParcelSequence() > 0 ? entry.getParcelSequence() : key.sequence();
    }

    /** After the last entry of all. */
    void end() {
        endOfHistory();
        findings.demand(present == 0, "A record is not what its history says last", present + " without history");
        findings.demand(gone == 0, "A deletion is not what a history says last", gone + " without history");
    }

    private void endOfHistory() {
        newer.ifPresent(key ->
                findings.demand(newerVersion == 1, "A record's history does not reach back to version 1", text(key)));
    }

    private void newest(Identifier identifier, HistoryEntry entry) {
        Optional<Long> record = view.get(Family.RECORDS, Keys.record(identifier))
                .map(StoredRecord::read)
                .map(StoredRecord::version);
        Optional<Long> deletion =
                view.get(Family.DELETED, Keys.deleted(identifier)).map(Keys::parseNumber);
        present -= record.isPresent() ? 1 : 0;
        gone -= deletion.isPresent() ? 1 : 0;
        boolean deleted = entry.getAction().equals("delete");
        Optional<Long> version = Optional.of(entry.getVersion());
        findings.demand(
                record.equals(deleted ? Optional.empty() : version),
                "A record is not what its history says last",
                identifier);
        findings.demand(
                deletion.equals(deleted ? version : Optional.empty()),
                "A deletion is not what a history says last",
                identifier);
    }

    private static List<Element> checked(Elements elements) {
        try {
            if (Elements.read(elements.bytes(), 0, elements.count()).equals(elements)) {
                return elements.list();
            }
            throw new StoreFailure("bytes follow the last element");
        } catch (MalformedMessage e) {
            throw new StoreFailure(e.getMessage(), e);
        }
    }

    private static boolean rises(List<Element> elements) {
        for (int i = 1; i < elements.size(); i++) {
            if (elements.get(i - 1).index() >= elements.get(i).index()) {
                return false;
            }
        }
        return true;
    }

    private static HistoryEntry parse(Bytes value) {
        try {
            return HistoryEntry.parseFrom(value.toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StoreFailure("a history entry is no protobuf message", e);
        }
    }

    private static String text(HistoryKey key) {
        return key.identifier() + " change " + key.sequence();
    }
}
