package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;
import org.yuanliu.template.Field;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.Visibility;

/**
 * Walks along one index, that of the first condition, and holds each record against the other conditions. A page ends
 * after so many entries, found or not, so that no question takes long; its cursor is the last entry seen, so pages stay
 * in order whatever is written meanwhile.
 */
final class Search {
    /** Entries of the index that one page looks at. */
    private static final int MOST_SEEN = 5_000;

    private final View view;
    private final Request.Search query;
    private final Template template;
    private final String name;
    private final List<Bound> bounds = new ArrayList<>();

    /**
     * A condition ready to be held against values.
     *
     * @param field empty for the time of registration
     * @param from and {@code to}: sortable forms, both included
     */
    private record Bound(Optional<Field> field, Optional<Bytes> from, Optional<Bytes> to) {
        boolean covers(Bytes value) {
            return from.filter(least -> value.compareTo(least) < 0).isEmpty() && !isAbove(value);
        }

        boolean isAbove(Bytes value) {
            return to.filter(most -> value.compareTo(most) > 0).isPresent();
        }
    }

    /**
     * @param mayRead whether the caller may read what not everyone may
     * @throws Refusal if a condition names no indexed field that the caller may read, or a value is wrong
     */
    Search(View view, Request.Search query, Filling.Named template, boolean mayRead) throws Refusal {
        this.view = view;
        this.query = query;
        this.template = template.template();
        this.name = template.name();
        for (Request.Condition condition : query.conditions()) {
            bounds.add(bound(condition, mayRead));
        }
        if (query.registeredFrom().isPresent() || query.registeredTo().isPresent()) {
            bounds.add(new Bound(
                    Optional.empty(),
                    query.registeredFrom().map(Keys::number),
                    query.registeredTo().map(Keys::number)));
        }
        if (bounds.isEmpty()) {
            bounds.add(new Bound(Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    private Bound bound(Request.Condition condition, boolean mayRead) throws Refusal {
        Field field = TemplateFill.field(template, condition.field())
                .filter(it -> it.indexed() || it.unique())
                .filter(it -> mayRead || it.visibility() == Visibility.PUBLIC)
                .orElseThrow(() -> new Refusal(
                        Reason.INVALID_ARGUMENT,
                        "The condition on " + condition.field(),
                        "right is one of the template's indexed fields: " + indexed()));
        return new Bound(Optional.of(field), value(field, condition.from()), value(field, condition.to()));
    }

    private String indexed() {
        return String.join(
                ", ",
                template.fields().stream()
                        .filter(it -> it.indexed() || it.unique())
                        .map(Field::name)
                        .toList());
    }

    private Optional<Bytes> value(Field field, Optional<String> written) throws Refusal {
        if (written.isEmpty()) {
            return Optional.empty();
        }
        TemplateFill.Filled filled = TemplateFill.fillSome(template, Map.of(field.name(), written.get()));
        if (!filled.isRight() || filled.elements().isEmpty()) {
            throw new Refusal(Problem.of(template.name(), filled.violations()));
        }
        return Optional.of(Index.sortable(field, filled.elements().get(0).data()));
    }

    Outcome page() {
        Bound first = bounds.get(0);
        Bytes start = Keys.fieldIndexOf(
                Keys.prefix(query.prefixRecord().suffix()),
                Bytes.utf8(name),
                first.field.map(Field::index).orElse(Index.REGISTERED));
        Optional<Bytes> after = query.page().after().or(() -> first.from.map(start::concat));
        Bytes under = Keys.recordsUnder(query.prefixRecord().suffix());
        List<Bytes> keys = view.keys(Family.INDEX, start, after, MOST_SEEN);
        List<Identifier> found = new ArrayList<>();
        Optional<Bytes> last = Optional.empty();
        for (Bytes key : keys) {
            Bytes value = value(key, start.length(), first);
            if (first.isAbove(value) || found.size() >= query.page().limit()) {
                return new Outcome.Listed(found, first.isAbove(value) ? Optional.empty() : last);
            }
            last = Optional.of(key);
            Identifier identifier =
                    Identifier.ofKey(under.concat(key.slice(start.length() + value.length() + 1, key.length())));
            if (bounds.size() == 1 || fits(identifier)) {
                found.add(identifier);
            }
        }
        return new Outcome.Listed(found, keys.size() < MOST_SEEN ? Optional.empty() : last);
    }

    private static Bytes value(Bytes key, int start, Bound bound) {
        int end = start + Index.length(bound.field).orElse(0);
        if (end == start) {
            while (end < key.length() && key.u1(end) != 0) {
                end++;
            }
        }
        if (end >= key.length() || key.u1(end) != 0) {
            throw new StoreFailure("key " + key + " is no key of an index");
        }
        return key.slice(start, end);
    }

    private boolean fits(Identifier identifier) {
        Optional<StoredRecord> record =
                view.get(Family.RECORDS, Keys.record(identifier)).map(StoredRecord::read);
        return record.isPresent()
                && bounds.stream()
                        .skip(1)
                        .allMatch(bound -> sortable(record.get(), bound.field)
                                .filter(bound::covers)
                                .isPresent());
    }

    private static Optional<Bytes> sortable(StoredRecord record, Optional<Field> field) {
        if (field.isEmpty()) {
            return Optional.of(Keys.number(record.createdMillis()));
        }
        for (Element element : record.elements()) {
            if (element.index() == field.get().index()) {
                return Optional.of(Index.sortable(field.get(), element.data()));
            }
        }
        return Optional.empty();
    }
}
