package org.yuanliu.node.auth;

import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded table of leases. When it is full one that was idle long ends, unproven ones before proven ones: a flood of
 * strangers pushes strangers out, not whoever has shown who he is. Thread-safe; a look-up takes no lock.
 */
final class Leases<K, L extends Lease> {
    private static final Comparator<Lease> FIRST_TO_GO =
            Comparator.comparing(Lease::proven).thenComparingLong(Lease::lastUsed);

    private static final int LOOKED_AT = 64;

    private final int limit;
    private final Clock clock;
    private final Map<K, L> leases = new ConcurrentHashMap<>();
    private Iterator<Map.Entry<K, L>> turn = leases.entrySet().iterator();

    Leases(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** The lease, which counts as used now; empty if there is none or it is over. */
    Optional<L> use(K key) {
        L lease = leases.get(key);
        if (lease == null) {
            return Optional.empty();
        }
        long now = clock.millis();
        if (lease.over(now)) {
            leases.remove(key, lease);
            return Optional.empty();
        }
        lease.use(now);
        return Optional.of(lease);
    }

    /** Takes the lease in; false if the key is in use. */
    boolean add(K key, L lease) {
        makeRoom();
        return leases.putIfAbsent(key, lease) == null;
    }

    /** Puts another lease in the place of this one; false if it is gone or replaced already. */
    boolean replace(K key, L old, L fresh) {
        return leases.replace(key, old, fresh);
    }

    boolean remove(K key) {
        return leases.remove(key) != null;
    }

    int size() {
        return leases.size();
    }

    /**
     * Looks at the next few leases in turn, round and round, and ends the first to go of them: nearly the right one, at a
     * price that does not grow with the table. Their keys are random, so nobody can choose whom his own stand beside.
     */
    private synchronized void makeRoom() {
        long now = clock.millis();
        for (int ended = 0; leases.size() >= limit && ended < LOOKED_AT; ended++) {
            firstToGo(now).ifPresent(first -> leases.remove(first.getKey(), first.getValue()));
        }
    }

    private Optional<Map.Entry<K, L>> firstToGo(long now) {
        Optional<Map.Entry<K, L>> first = Optional.empty();
        for (int i = 0; i < LOOKED_AT; i++) {
            if (!turn.hasNext()) {
                turn = leases.entrySet().iterator();
            }
            if (!turn.hasNext()) {
                return first;
            }
            Map.Entry<K, L> looked = turn.next();
            if (looked.getValue().over(now)) {
                return Optional.of(looked);
            }
            if (first.isEmpty()
                    || FIRST_TO_GO.compare(looked.getValue(), first.get().getValue()) < 0) {
                first = Optional.of(looked);
            }
        }
        return first;
    }
}
