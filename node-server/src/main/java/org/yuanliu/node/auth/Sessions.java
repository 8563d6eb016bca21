package org.yuanliu.node.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;

/**
 * The node's sessions of the Handle protocol. Bounded: when there are too many, one that was idle long ends, those that
 * nobody has authenticated first. Thread-safe.
 */
public final class Sessions {
    /** Longest idle life that a client can wish for, and what it gets if it wishes for none: the clients' default. */
    public static final Duration LONGEST_IDLE = Duration.ofHours(24);

    private final Leases<Integer, Session> sessions;
    private final Clock clock;
    private final SecureRandom random;

    /** @param limit most sessions at a time */
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
        long longest = LONGEST_IDLE.toSeconds();
        long wished = wishedSeconds == 0 ? longest : Integer.toUnsignedLong(wishedSeconds);
        Duration idle = Duration.ofSeconds(Math.min(wished, longest));
        Session session;
        do {
            session = new Session(freshId(), key, claimed, idle, clock.millis(), random);
        } while (!sessions.add(session.id(), session));
        return session;
    }

    /** The session, which counts as used now; empty if it is unknown or over. */
    public Optional<Session> find(int id) {
        return sessions.use(id);
    }

    public void end(Session session) {
        sessions.remove(session.id());
    }

    public int size() {
        return sessions.size();
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
