package org.yuanliu.node.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reason;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;

/** How many records a prefix may have, as its own record says. Thread-safe. */
final class Quota {
    private static final int MOST_KEPT = 10_000;

    /** By the text of the element: who registers thousands of records shall not have it read each time. */
    private final Cache<Bytes, OptionalLong> known =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

    /** Refuses a new record where the prefix may have no more. */
    void demandRoom(Plan plan, View view) throws Refusal {
        Identifier identifier = plan.identifier();
        if (identifier.isPrefixRecord() || plan.old().isPresent() || plan.now().isEmpty()) {
            return;
        }
        Identifier prefixRecord = identifier.prefixRecord();
        OptionalLong most = most(prefixRecord, view);
        if (most.isPresent() && Statistics.records(view, identifier.prefixKey()) >= most.getAsLong()) {
            throw new Refusal(Reason.QUOTA_REACHED, prefixRecord.suffix(), Long.toString(most.getAsLong()));
        }
    }

    private OptionalLong most(Identifier prefixRecord, View view) {
        Optional<Bytes> stored = view.get(Family.RECORDS, Keys.record(prefixRecord));
        if (stored.isPresent()) {
            StoredRecord record = StoredRecord.read(stored.get());
            for (Elements.Cursor each = record.open().cursor(); each.next(); ) {
                if (each.index() == DirectoryElements.PREFIX_INDEX) {
                    var element = each.element();
                    return known.get(
                            element.data(),
                            unread -> DirectoryElements.prefix(List.of(element))
                                    .map(PrefixStatus::quota)
                                    .orElse(OptionalLong.empty()));
                }
            }
        }
        return OptionalLong.empty();
    }
}
