package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.yuanliu.command.CountResolutions;
import org.yuanliu.command.ResolutionCount;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.store.StoredRecord;

/** Answers given with a record, counted in memory until they are taken to the change log. Thread-safe. */
final class Resolutions {
    /** Most pairs of prefix and template between two takings; resolutions of further ones count without template. */
    private static final int MAX_PAIRS = 10_000;

    private final Map<Pair, LongAdder> counts = new ConcurrentHashMap<>();

    private record Pair(Bytes prefix, Bytes template) {}

    void count(Identifier identifier, StoredRecord record) {
        count(new Pair(identifier.prefixKey(), Templated.template(record.open())), 1);
    }

    private void count(Pair pair, long times) {
        LongAdder counter = counts.get(pair);
        if (counter == null) {
            boolean full = counts.size() >= MAX_PAIRS;
            Pair kept = new Pair(compact(pair.prefix), full ? Bytes.EMPTY : compact(pair.template));
            counter = counts.computeIfAbsent(kept, p -> new LongAdder());
        }
        counter.add(times);
    }

    /** What was counted since the last time; empty if nothing was. */
    CountResolutions take() {
        CountResolutions.Builder taken = CountResolutions.newBuilder();
        counts.forEach((pair, counter) -> {
            long times = counter.sumThenReset();
            if (times > 0) {
                taken.addCounts(ResolutionCount.newBuilder()
                        .setPrefix(bytes(pair.prefix))
                        .setTemplate(bytes(pair.template))
                        .setTimes(times));
            }
        });
        return taken.build();
    }

    /** Counts again what could not be kept. */
    void putBack(CountResolutions taken) {
        for (ResolutionCount count : taken.getCountsList()) {
            Bytes prefix = Bytes.wrap(count.getPrefix().toByteArray());
            count(new Pair(prefix, Bytes.wrap(count.getTemplate().toByteArray())), count.getTimes());
        }
    }

    private static ByteString bytes(Bytes bytes) {
        return Answers.byteString(bytes);
    }

    private static Bytes compact(Bytes bytes) {
        return Bytes.copyOf(bytes.toArray());
    }
}
