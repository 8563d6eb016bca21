package org.yuanliu.node.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.yuanliu.command.Command;
import org.yuanliu.command.HistoryEntry;
import org.yuanliu.command.Identity;
import org.yuanliu.directory.Standing;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.DayCount;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Selection;
import org.yuanliu.model.Version;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.ledger.StoredCommand;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;

/** Answers questions from one view of the store: pure functions of what is stored and who asks. */
final class Queries {
    /** Most indexes and types that a question may list: as many as a record may have elements. */
    private static final int MAX_SELECTORS = ElementRules.MAX_ELEMENTS;

    /** A page of a history with so many bytes takes no further version: each may be as large as a record. */
    private static final long FULL_PAGE_BYTES = 1 << 20;

    private final View view;
    private final Caller caller;
    private final Resolutions resolutions;
    private final Filling filling;

    /** @param resolutions where answers with a record are counted */
    Queries(View view, Caller caller, Resolutions resolutions, Filling filling) {
        this.view = view;
        this.caller = caller;
        this.resolutions = resolutions;
        this.filling = filling;
    }

    Outcome resolve(Request.Resolve query) {
        Identifier identifier = query.identifier();
        int selectors =
                query.selection().indexes().size() + query.selection().types().size();
        if (selectors > MAX_SELECTORS) {
            return Outcome.Refused.of(
                    Reason.TOO_LARGE,
                    "The question",
                    selectors + " indexes and types",
                    Integer.toString(MAX_SELECTORS));
        }
        Optional<Bytes> value = view.get(Family.RECORDS, Keys.record(identifier));
        Prefixes prefixes = new Prefixes(view);
        Optional<Standing> standing = prefixes.standing(identifier);
        if (standing.isEmpty()) {
            return new Delegation(prefixes)
                    .of(identifier)
                    .orElseGet(() -> Outcome.Refused.of(Reason.NOT_RESPONSIBLE, identifier.text()));
        }
        if (standing.get() == Standing.SHUT) {
            return Outcome.Refused.of(
                    Reason.SHUT, prefixes.stopped(identifier.prefix()).orElseThrow());
        }
        if (value.isEmpty()) {
            Optional<Outcome> elsewhere =
                    identifier.isPrefixRecord() ? new Delegation(prefixes).of(identifier) : Optional.empty();
            return elsewhere.orElseGet(() -> Outcome.Refused.of(Reason.NOT_FOUND, identifier.text()));
        }
        return select(identifier, StoredRecord.read(value.get()), query.selection());
    }

    /** Filters value by value: what nobody may read is left out, the rest is shown to whom it may be shown. */
    private Outcome select(Identifier identifier, StoredRecord record, Selection selection) {
        Elements chosen = selection.everything() ? record.open() : record.open().filter(selection::selects);
        if (!selection.publicOnly()) {
            Elements hidden =
                    record.hidden().filter(e -> e.permissions().allow(Permissions.ADMIN_READ) && selection.selects(e));
            if (!hidden.isEmpty()) {
                if (caller.identity().isEmpty()) {
                    return Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED);
                }
                Elements shown = hidden.filter(readable(identifier));
                if (!shown.isEmpty()) {
                    chosen = chosen.concat(shown);
                } else if (chosen.isEmpty()) {
                    return notPermitted("read", identifier);
                }
            }
        }
        if (chosen.isEmpty()) {
            return Outcome.Refused.of(Reason.NOTHING_SELECTED, identifier.text());
        }
        resolutions.count(identifier, record);
        return new Outcome.Found(identifier, chosen, record.version(), record.modifiedMillis());
    }

    /** What keeps the caller from seeing all that lies under a prefix, if anything does. */
    private Optional<Outcome> refusalToList(Identifier prefixRecord) {
        if (!prefixRecord.isPrefixRecord()) {
            return Optional.of(
                    Outcome.Refused.of(Reason.INVALID_IDENTIFIER, prefixRecord.text(), "it names no prefix"));
        }
        if (!new Prefixes(view).responsibleFor(prefixRecord)) {
            return Optional.of(Outcome.Refused.of(Reason.NOT_RESPONSIBLE, prefixRecord.text()));
        }
        if (caller.identity().isEmpty()) {
            return Optional.of(Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED));
        }
        return authority().over(prefixRecord).allow(Rights.LIST_IDENTIFIERS)
                ? Optional.empty()
                : Optional.of(notPermitted("list", prefixRecord));
    }

    Outcome search(Request.Search query) {
        Optional<Outcome> refusal = refusalToList(query.prefixRecord());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            Filling.Named template = filling.named(query.template(), query.prefixRecord(), view);
            return new Search(view, query, template, mayRead(query.prefixRecord())).page();
        } catch (Refusal e) {
            return new Outcome.Refused(e.problem());
        }
    }

    Outcome suggest(Request.SuggestIdentifier query) {
        if (!query.prefixRecord().isPrefixRecord()) {
            return Outcome.Refused.of(
                    Reason.INVALID_IDENTIFIER, query.prefixRecord().text(), "it names no prefix");
        }
        if (caller.identity().isEmpty()) {
            return Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED);
        }
        try {
            Identifier identifier = filling.suggest(query, view);
            return new Outcome.Listed(List.of(identifier), Optional.empty());
        } catch (Refusal e) {
            return new Outcome.Refused(e.problem());
        }
    }

    private boolean mayRead(Identifier prefixRecord) {
        return authority().over(prefixRecord).allow(Rights.READ);
    }

    Outcome statistics(Request.GetStatistics query) {
        Optional<Outcome> refusal = refusalToList(query.prefixRecord());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String prefix = query.prefixRecord().suffix();
        Page page = query.page();
        List<View.Entry> entries =
                view.scan(Family.STATISTICS, Keys.dayCountsOf(prefix), page.after(), page.limit() + 1);
        boolean more = entries.size() > page.limit();
        List<View.Entry> shown = more ? entries.subList(0, page.limit()) : entries;
        List<DayCount> days = shown.stream()
                .map(entry -> Statistics.read(Keys.parseDayCount(entry.key()), entry.value()))
                .filter(count ->
                        !count.day().isBefore(query.from()) && !count.day().isAfter(query.to()))
                .toList();
        return new Outcome.Counted(
                Statistics.records(view, Keys.prefix(prefix)),
                days,
                more ? Optional.of(shown.get(shown.size() - 1).key()) : Optional.empty());
    }

    Outcome list(Request.ListIdentifiers query) {
        Identifier prefixRecord = query.prefixRecord();
        Optional<Outcome> refusal = refusalToList(prefixRecord);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return page(Family.RECORDS, Keys.recordsUnder(prefixRecord.suffix()), query.page(), Identifier::ofKey);
    }

    Outcome listHomed(Request.ListHomedPrefixes query) {
        if (caller.identity().isEmpty()) {
            return Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED);
        }
        Authority authority = authority();
        if (!authority.operator()) {
            Identifier node = new Prefixes(view).node().orElseThrow(() -> new StoreFailure("the node is not set up"));
            return notPermitted("list homed prefixes of", node);
        }
        return page(Family.PREFIXES, Bytes.EMPTY, query.page(), key -> Prefixes.record(key.utf8()));
    }

    Outcome nextParcel(Request.NextParcel query, long now) {
        if (caller.identity().isEmpty()) {
            return Outcome.Refused.of(Reason.AUTHENTICATION_NEEDED);
        }
        if (!Registry.validRequestId(query.source())) {
            return Registry.invalidName("The source");
        }
        Identity who = Commands.identity(caller.identity().get());
        return new Outcome.Expected(StateMachine.nextParcel(view, who, query.source(), now));
    }

    Outcome firstVerdict(Request.FirstVerdict query, long now) {
        Request.Parcel parcel = query.parcel();
        Outcome next = nextParcel(new Request.NextParcel(parcel.source()), now);
        if (next instanceof Outcome.Refused) {
            return next;
        }
        Identity who = Commands.identity(caller.identity().orElseThrow());
        return StateMachine.firstAnswer(view, who, parcel.source(), parcel.number())
                .map(answer -> Answers.outcome(answer, parcel.items()))
                .orElse(next);
    }

    /** The questions about enterprises and users. */
    DirectoryQueries directory() {
        return new DirectoryQueries(view, caller);
    }

    private Outcome page(Family family, Bytes prefix, Page page, Function<Bytes, Identifier> identifier) {
        List<Bytes> keys = view.keys(family, prefix, page.after(), page.limit() + 1);
        boolean more = keys.size() > page.limit();
        List<Bytes> shown = more ? keys.subList(0, page.limit()) : keys;
        Optional<Bytes> next = more ? Optional.of(shown.get(shown.size() - 1)) : Optional.empty();
        return new Outcome.Listed(shown.stream().map(identifier).toList(), next);
    }

    Outcome history(Request.GetHistory query) {
        Identifier identifier = query.identifier();
        if (!new Prefixes(view).responsibleFor(identifier)) {
            return Outcome.Refused.of(Reason.NOT_RESPONSIBLE, identifier.text());
        }
        Page page = query.page();
        List<Bytes> keys = view.keys(Family.HISTORY, Keys.historyOf(identifier), page.after(), page.limit() + 1);
        if (keys.isEmpty() && page.after().isEmpty()) {
            return Outcome.Refused.of(Reason.NOT_FOUND, identifier.text());
        }
        Predicate<Element> visible = Element::isPublic;
        if (caller.identity().isPresent()) {
            Predicate<Element> readable = readable(identifier);
            visible = e -> e.isPublic() || (e.permissions().allow(Permissions.ADMIN_READ) && readable.test(e));
        }
        List<Version> versions = new ArrayList<>();
        int most = Math.min(keys.size(), page.limit());
        for (long bytes = 0; versions.size() < most && bytes < FULL_PAGE_BYTES; ) {
            Bytes key = keys.get(versions.size());
            Bytes entry = stored(Family.HISTORY, key);
            Version version = version(sequence(key), historyEntry(entry), visible);
            versions.add(version);
            bytes += entry.length() + version.after().bytes().length();
        }
        boolean more = versions.size() < keys.size();
        return new Outcome.Past(
                identifier, versions, more ? Optional.of(keys.get(versions.size() - 1)) : Optional.empty());
    }

    private Bytes stored(Family family, Bytes key) {
        return view.get(family, key)
                .orElseThrow(() -> new StoreFailure("a version is missing from the " + family.label()));
    }

    private static long sequence(Bytes historyKey) {
        return Keys.parseHistory(historyKey).sequence();
    }

    private Version version(long sequence, HistoryEntry stored, Predicate<Element> visible) {
        Elements after =
                stored.hasAfter() ? Commands.elements(stored.getAfter()) : Commands.written(change(sequence, stored));
        Optional<Reference> by = stored.hasBy() ? Optional.of(Commands.reference(stored.getBy())) : Optional.empty();
        return new Version(
                stored.getVersion(),
                sequence,
                stored.getTimeMillis(),
                by,
                stored.getAction(),
                Commands.elements(stored.getBefore()).filter(visible),
                after.filter(visible),
                stored.getReason());
    }

    /** The change log's part of a version; one that came in a parcel is kept with that. */
    private Command change(long sequence, HistoryEntry entry) {
        if (entry.getParcelSequence() == 0) {
            return StoredCommand.read(stored(Family.CHANGES, Keys.change(sequence)));
        }
        Command parcel = StoredCommand.read(stored(Family.CHANGES, Keys.change(entry.getParcelSequence())));
        try {
            return Commands.item(parcel, entry.getParcelPlace() - 1);
        } catch (Refusal e) {
            throw new StoreFailure("a version points to an item that was refused: " + e.problem());
        }
    }

    /** Elements that a key reference may mean, hidden ones included; for the proof of identities only. */
    static List<Element> keys(View view, Reference reference) {
        return view
                .get(Family.RECORDS, Keys.record(reference.identifier()))
                .map(StoredRecord::read)
                .map(StoredRecord::elements)
                .orElse(List.of())
                .stream()
                .filter(e -> reference.index() == 0 || reference.index() == e.index())
                .toList();
    }

    /** Which elements that administrators may read are shown to the caller: secret keys to those who could set them. */
    private Predicate<Element> readable(Identifier identifier) {
        Rights rights = authority().over(identifier);
        boolean secrets = rights.allow(Rights.READ | Rights.MODIFY_ADMIN);
        return secrets || !rights.allow(Rights.READ)
                ? e -> secrets
                : e -> !e.type().equals(ElementType.HS_SECKEY);
    }

    private Authority authority() {
        return new Authority(view, caller.identity());
    }

    private Outcome notPermitted(String action, Identifier identifier) {
        return Outcome.Refused.of(Reason.NOT_PERMITTED, caller.name(), action, identifier.text());
    }

    private static HistoryEntry historyEntry(Bytes value) {
        try {
            return HistoryEntry.parseFrom(value.toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StoreFailure("a history entry cannot be read", e);
        }
    }
}
