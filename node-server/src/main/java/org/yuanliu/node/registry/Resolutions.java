package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.yuanliu.command.Command;
import org.yuanliu.command.CountResolutions;
import org.yuanliu.command.ResolutionCount;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.store.StoredRecord;

/**
 * Answers given with a record, counted in memory until they are taken to the change log. What was taken goes there under a
 * request id until it is known to have arrived: a commit that failed may yet turn out to be written, and must not count
 * twice. Thread-safe.
 */
final class Resolutions {
    /** Most pairs of prefix and template between two takings; resolutions of further ones count without template. */
    private static final int MAX_PAIRS = 10_000;

    /** Most commands on their way; so long as none arrives, what else is counted stays in memory. */
    private static final int MOST_ON_THEIR_WAY = 2;

    private final Map<Pair, LongAdder> counts = new ConcurrentHashMap<>();
    private final Set<Command> onTheirWay = new LinkedHashSet<>();

    private record Pair(Bytes prefix, Bytes template) {}

    void count(Identifier identifier, StoredRecord record) {
        Pair pair = new Pair(identifier.prefixKey(), Templated.template(record.open()));
        LongAdder counter = counts.get(pair);
        if (counter == null) {
            boolean full = counts.size() >= MAX_PAIRS;
            Pair kept = new Pair(compact(pair.prefix), full ? Bytes.EMPTY : compact(pair.template));
            counter = counts.computeIfAbsent(kept, p -> new LongAdder());
        }
        counter.increment();
    }

    /**
     * The commands that are to be given to the log now: those not known to have arrived, as they were, and one for what was
     * counted since.
     *
     * @param now unix milliseconds
     * @param requestId for the new one
     */
    synchronized List<Command> commands(long now, String requestId) {
        if (onTheirWay.size() < MOST_ON_THEIR_WAY) {
            CountResolutions taken = take();
            if (taken.getCountsCount() > 0) {
                onTheirWay.add(Command.newBuilder()
                        .setFormat(StateMachine.FORMAT)
                        .setTimeMillis(now)
                        .setRequestId(requestId)
                        .setResolutions(taken)
                        .build());
            }
        }
        return List.copyOf(onTheirWay);
    }

    /** Forgets a command that the log has. */
    synchronized void arrived(Command command) {
        onTheirWay.remove(command);
    }

    private CountResolutions take() {
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

    private static ByteString bytes(Bytes bytes) {
        return Answers.byteString(bytes);
    }

    private static Bytes compact(Bytes bytes) {
        return Bytes.copyOf(bytes.toArray());
    }
}
