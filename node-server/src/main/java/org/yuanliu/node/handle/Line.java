package org.yuanliu.node.handle;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yuanliu.model.Reference;

/**
 * One line to a peer: a TCP connection for as long as it lives, or a single datagram or HTTP exchange. Rights that a
 * login without message keys has proven belong to (line, session id) and end with the line (national profile, section
 * 3.1). Thread-safe.
 */
public final class Line {
    private final InetSocketAddress peer;
    private final boolean lasting;
    private final Map<Integer, Reference> loggedIn;

    /** @param lasting whether several messages come over it, as over TCP */
    public Line(InetSocketAddress peer, boolean lasting) {
        this.peer = peer;
        this.lasting = lasting;
        // What ends with its first message has nothing to remember; most lines are such.
        this.loggedIn = lasting ? new ConcurrentHashMap<>() : Map.of();
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
