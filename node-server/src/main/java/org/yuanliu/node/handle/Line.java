package org.yuanliu.node.handle;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reference;
import org.yuanliu.wire.Fragments;

/**
 * One line to a peer: a TCP connection for as long as it lives, or a single datagram or HTTP exchange. Rights that a
 * login without message keys has proven belong to (line, session id) and end with the line (national profile, section
 * 3.1). Thread-safe.
 */
public final class Line {
    private final InetSocketAddress peer;
    private final boolean lasting;
    private final long most;
    private final Map<Integer, Reference> loggedIn;

    /** @param lasting whether several messages come over it, as over TCP */
    public Line(InetSocketAddress peer, boolean lasting) {
        this(peer, lasting, Long.MAX_VALUE);
    }

    private Line(InetSocketAddress peer, boolean lasting, long most) {
        this.peer = peer;
        this.lasting = lasting;
        this.most = most;
        // What ends with its first message has nothing to remember; most lines are such.
        this.loggedIn = lasting ? new ConcurrentHashMap<>() : Map.of();
    }

    /**
     * A single datagram, whose sender nobody knows.
     *
     * @param most bytes of datagrams that may go back for it
     */
    public static Line datagram(InetSocketAddress peer, long most) {
        return new Line(peer, false, most);
    }

    /** Whether the message may go back whole, as the only one or, where several may, as one of them. */
    public boolean takes(Bytes message, boolean last) {
        return most == Long.MAX_VALUE || last && Fragments.datagramBytes(message) <= most;
    }

    public InetSocketAddress peer() {
        return peer;
    }

    public boolean lasting() {
        return lasting;
    }

    /** Whether nobody has logged in over this line. */
    public boolean anonymous() {
        return loggedIn.isEmpty();
    }

    public Optional<Reference> identity(int sessionId) {
        return Optional.ofNullable(loggedIn.get(sessionId));
    }

    /** Notes a proven identity; on a line that does not last there is nothing to note it for. */
    public void logIn(int sessionId, Reference identity) {
        if (lasting) {
            loggedIn.put(sessionId, identity);
        }
    }
}
