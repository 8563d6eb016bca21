package org.yuanliu.node.auth;

import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded table of leases. When it is full the one idle longest ends, unproven ones before proven ones: strangers
 * cannot push out whoever has shown who he is. Thread-safe; a look-up takes no lock.
 */
final class Leases<K, L extends Lease> {
    private static final Comparator<Lease> FIRST_TO_GO =
            Comparator.comparing(Lease::proven).thenComparingLong(Lease::lastUsed);

    private final int limit;
    private final Clock clock;
    private final Map<K, L> leases = new ConcurrentHashMap<>();

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

    boolean remove(K key) {
        return leases.remove(key) != null;
    }

    int size() {
        return leases.size();
    }

    // Walks the whole table, which is bounded and only full under attack: cheaper than keeping an order on each use.
    private synchronized void makeRoom() {
        if (leases.size() < limit) {
            return;
        }
        long now = clock.millis();
        leases.values().removeIf(lease -> lease.over(now));
        if (leases.size() >= limit) {
            leases.entrySet().stream()
                    .min(Map.Entry.comparingByValue(FIRST_TO_GO))
                    .ifPresent(first -> leases.remove(first.getKey(), first.getValue()));
        }
    }
}
