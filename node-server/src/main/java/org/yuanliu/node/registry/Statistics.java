package org.yuanliu.node.registry;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.yuanliu.command.CountResolutions;
import org.yuanliu.command.ResolutionCount;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.DayCount;
import org.yuanliu.model.Elements;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Keys.DayKey;
import org.yuanliu.node.store.StoredCounts;
import org.yuanliu.node.store.View;

/**
 * Counts what is done to records, in the same commit as it is done: so the counts are those of the change log, whatever
 * happens. Days are those of China's calendar.
 */
final class Statistics {
    private static final long CHINA_MILLIS =
            TimeUnit.SECONDS.toMillis(ZoneOffset.ofHours(8).getTotalSeconds());

    private static final StoredCounts REGISTERED = new StoredCounts(1, 0, 0, 0);
    private static final StoredCounts UPDATED = new StoredCounts(0, 1, 0, 0);
    private static final StoredCounts DELETED = new StoredCounts(0, 0, 1, 0);

    private Statistics() {}

    /** Counts one change of a record. */
    static void count(Plan plan, long millis, Draft draft) {
        Bytes prefix = plan.identifier().prefixKey();
        if (plan.now().isEmpty()) {
            add(prefix, Templated.template(Elements.of(plan.before())), millis, DELETED, draft);
            addRecords(prefix, -1, draft);
        } else if (plan.old().isEmpty()) {
            add(prefix, Templated.template(plan.now().get()), millis, REGISTERED, draft);
            addRecords(prefix, 1, draft);
        } else {
            add(prefix, Templated.template(plan.now().get()), millis, UPDATED, draft);
        }
    }

    /** Counts resolutions that were noted since the last time. */
    static void count(CountResolutions resolutions, long millis, Draft draft) {
        for (ResolutionCount count : resolutions.getCountsList()) {
            add(
                    Bytes.wrap(count.getPrefix().toByteArray()),
                    Bytes.wrap(count.getTemplate().toByteArray()),
                    millis,
                    new StoredCounts(0, 0, 0, count.getTimes()),
                    draft);
        }
    }

    /** How many records there are under a prefix. */
    static long records(View view, Bytes prefixKey) {
        return view.get(Family.STATISTICS, Keys.recordCount(prefixKey))
                .map(Keys::parseNumber)
                .orElse(0L);
    }

    /** A stored day. */
    static DayCount read(DayKey key, Bytes value) {
        StoredCounts counts = StoredCounts.read(value);
        return new DayCount(
                key.template(),
                LocalDate.ofEpochDay(key.day()),
                counts.registered(),
                counts.updated(),
                counts.deleted(),
                counts.resolved());
    }

    private static void add(Bytes prefix, Bytes template, long millis, StoredCounts more, Draft draft) {
        int day = (int) Math.floorDiv(millis + CHINA_MILLIS, TimeUnit.DAYS.toMillis(1));
        Bytes key = Keys.dayCount(prefix, template, day);
        StoredCounts before =
                draft.get(Family.STATISTICS, key).map(StoredCounts::read).orElse(StoredCounts.NONE);
        draft.put(Family.STATISTICS, key, before.plus(more).bytes());
    }

    private static void addRecords(Bytes prefix, int more, Draft draft) {
        draft.put(Family.STATISTICS, Keys.recordCount(prefix), Keys.number(records(draft, prefix) + more));
    }
}
