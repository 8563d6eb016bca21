package org.yuanliu.node.auth;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/**
 * The challenges that wait for an answer. Thread-safe.
 *
 * <p>They are kept for the whole node, not for a line: a client may answer over another connection than the one that was
 * challenged, and the reference client does. What must not travel (a login, whose rights belong to one line) remembers
 * its line in what was asked and compares.
 *
 * <p>Bounded in number and bytes. One source may hold only a share, so that one noisy peer is told to wait while all
 * others go on; when the whole table is full the oldest challenge gives way, as a flood from forged addresses must not
 * keep everyone else from starting a conversation that takes milliseconds.
 *
 * @param <T> what was asked, to be answered once its asker is known
 */
public final class Challenges<T> {
    /** How long an answer may take (the reference server's default). */
    public static final Duration LIFE = Duration.ofSeconds(60);

    private static final int NONCE_BYTES = 16;
    private static final int SHARES = 16;
    /** Heap that a challenge takes beside the message it remembers, its source included. Measured once, rounded up. */
    private static final int OWN_BYTES = 600;

    /**
     * One open challenge.
     *
     * @param id 31 bits, odd, so that it is never the id of a session: both travel in the same field
     * @param digest of the request, SHA-256
     */
    public record Challenge<T>(int id, Bytes nonce, Bytes digest, T asked) {}

    private record Open<T>(Challenge<T> challenge, InetAddress source, int bytes, long until) {}

    /** What one source holds. */
    private record Share(int number, long bytes) {
        Share plus(Share other) {
            return new Share(number + other.number, bytes + other.bytes);
        }
    }

    private static final Share NOTHING = new Share(0, 0);

    private final int limit;
    private final long bytesLimit;
    private final Clock clock;
    private final SecureRandom random;
    // In the order of opening, which is the order of expiry: all live equally long.
    private final Map<Integer, Open<T>> open = new LinkedHashMap<>();
    private final Map<InetAddress, Share> perSource = new HashMap<>();
    private long bytes;

    /**
     * @param limit most open challenges
     * @param bytesLimit most heap, about, that the challenges may take with the messages they remember
     */
    public Challenges(int limit, long bytesLimit, Clock clock, SecureRandom random) {
        this.limit = limit;
        this.bytesLimit = bytesLimit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens a challenge; empty if this source has too many open.
     *
     * @param size bytes that {@code asked} keeps alive
     */
    public Optional<Challenge<T>> open(InetAddress source, Bytes digest, T asked, int size) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        int weight = size + OWN_BYTES;
        synchronized (open) {
            dropExpired();
            if (isFull(perSource.getOrDefault(source, NOTHING), weight)) {
                return Optional.empty();
            }
            while (!open.isEmpty() && (open.size() >= limit || bytes + weight > bytesLimit)) {
                drop(open.values().iterator());
            }
            var challenge = new Challenge<>(freshId(), Bytes.wrap(nonce), digest, asked);
            open.put(challenge.id(), new Open<>(challenge, source, weight, clock.millis() + LIFE.toMillis()));
            perSource.merge(source, new Share(1, weight), Share::plus);
            bytes += weight;
            return Optional.of(challenge);
        }
    }

    /** What an open challenge asked about, leaving it open. */
    public Optional<T> asked(int id) {
        synchronized (open) {
            dropExpired();
            return Optional.ofNullable(open.get(id)).map(o -> o.challenge().asked());
        }
    }

    /** Takes the challenge out: it can be answered once. Empty if it is unknown, answered or too old. */
    public Optional<Challenge<T>> take(int id) {
        synchronized (open) {
            dropExpired();
            Open<T> taken = open.remove(id);
            if (taken == null) {
                return Optional.empty();
            }
            forget(taken);
            return Optional.of(taken.challenge());
        }
    }

    /** How many wait. */
    public int size() {
        synchronized (open) {
            dropExpired();
            return open.size();
        }
    }

    /** Whoever has none open may always open one, however large. */
    private boolean isFull(Share share, int weight) {
        return share.number() > 0 && (share.number() >= limit / SHARES || share.bytes() + weight > bytesLimit / SHARES);
    }

    private int freshId() {
        int id;
        do {
            id = random.nextInt() & Integer.MAX_VALUE | 1;
        } while (open.containsKey(id));
        return id;
    }

    private void dropExpired() {
        long now = clock.millis();
        Iterator<Open<T>> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            Open<T> next = oldest.next();
            if (next.until() > now) {
                return;
            }
            oldest.remove();
            forget(next);
        }
    }

    private void drop(Iterator<Open<T>> at) {
        Open<T> dropped = at.next();
        at.remove();
        forget(dropped);
    }

    private void forget(Open<T> gone) {
        bytes -= gone.bytes();
        Share less = new Share(-1, -gone.bytes());
        perSource.computeIfPresent(gone.source(), (source, share) -> share.number() == 1 ? null : share.plus(less));
    }
}
