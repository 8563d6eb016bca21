package org.yuanliu.node.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;

/**
 * The node's sessions of the Handle protocol, and those that wait for the peer to send their key. Bounded: when there are
 * too many, one that was idle long ends, those that nobody has authenticated first. Thread-safe.
 */
public final class Sessions {
    /** Longest idle life that a client can wish for, and what it gets if it wishes for none: the clients' default. */
    public static final Duration LONGEST_IDLE = Duration.ofHours(24);

    /** How long a session waits for its key: as long as a challenge waits for its answer. */
    public static final Duration LONGEST_WAIT = Challenges.LIFE;

    private final Leases<Integer, Lease> sessions;
    private final Clock clock;
    private final SecureRandom random;

    /** A session without a key. */
    private static final class Pending extends Lease {
        private final int id;
        private final Optional<Reference> claimed;
        private final Duration idle;

        private Pending(int id, Optional<Reference> claimed, Duration idle, long nowMillis) {
            super(LONGEST_WAIT, nowMillis);
            this.id = id;
            this.claimed = claimed;
            this.idle = idle;
        }

        /** Whoever asks for it does not make it wait longer. */
        @Override
        void use(long nowMillis) {}

        @Override
        boolean proven() {
            return false;
        }
    }

    /** @param limit most sessions at a time, with or without a key */
    public Sessions(int limit, Clock clock, SecureRandom random) {
        this.sessions = new Leases<>(limit, clock);
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens a session under an agreed key.
     *
     * @param claimed whom the peer says it will speak for
     * @param wishedSeconds idle life that it wishes for, unsigned; 0 for none
     */
    public Session open(Secret key, Optional<Reference> claimed, int wishedSeconds) {
        return enter(id -> session(id, key, claimed, idle(wishedSeconds)));
    }

    /**
     * Makes room for a session whose key the peer will send, and gives its id; the rest as in {@link #open}. Until then
     * {@link #find} does not know it.
     */
    public int await(Optional<Reference> claimed, int wishedSeconds) {
        return enter(id -> new Pending(id, claimed, idle(wishedSeconds), clock.millis())).id;
    }

    /** Whether a session waits for its key under this id. */
    public boolean waits(int id) {
        return pending(id).isPresent();
    }

    /**
     * Opens the session that waits under this id. It takes one key, the first.
     *
     * @param key not asked for if none waits
     * @return empty if none waits (any more)
     */
    public Optional<Session> complete(int id, Supplier<Secret> key) {
        return pending(id).flatMap(pending -> {
            Session session = session(id, key.get(), pending.claimed, pending.idle);
            return sessions.replace(id, pending, session) ? Optional.of(session) : Optional.empty();
        });
    }

    /** The session, which counts as used now; empty if it is unknown or over. */
    public Optional<Session> find(int id) {
        return sessions.use(id).filter(Session.class::isInstance).map(Session.class::cast);
    }

    public void end(Session session) {
        sessions.remove(session.id());
    }

    /** How many there are, with or without a key. */
    public int size() {
        return sessions.size();
    }

    private Optional<Pending> pending(int id) {
        return sessions.use(id).filter(Pending.class::isInstance).map(Pending.class::cast);
    }

    private Session session(int id, Secret key, Optional<Reference> claimed, Duration idle) {
        return new Session(id, key, claimed, idle, clock.millis(), random);
    }

    private static Duration idle(int wishedSeconds) {
        long longest = LONGEST_IDLE.toSeconds();
        long wished = wishedSeconds == 0 ? longest : Integer.toUnsignedLong(wishedSeconds);
        return Duration.ofSeconds(Math.min(wished, longest));
    }

    private <L extends Lease> L enter(IntFunction<L> lease) {
        while (true) {
            int id = freshId();
            L entered = lease.apply(id);
            if (sessions.add(id, entered)) {
                return entered;
            }
        }
    }

    /** Positive and even: challenges, which travel in the same field of the envelope, are odd. */
    private int freshId() {
        int id;
        do {
            id = random.nextInt() & Integer.MAX_VALUE & ~1;
        } while (id == 0);
        return id;
    }
}
