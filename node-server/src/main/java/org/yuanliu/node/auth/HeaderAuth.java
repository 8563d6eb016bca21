package org.yuanliu.node.auth;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.yuanliu.model.Bytes;

/**
 * Turns the {@code authorization} header of HTTP and gRPC into a caller (wire reference, section 13):
 *
 * <pre>
 * Basic base64(percent-encoded index:identifier ":" secret)
 * Handle sessionId="..", id="300:0.NA/88.118.8", type="HS_PUBKEY", cnonce="b64", alg="SHA256", signature="b64"
 * Handle version="0", sessionId=".."
 * </pre>
 *
 * Thread-safe and never blocking: what takes time runs on the workers.
 */
public final class HeaderAuth {
    /** A session as its client sees it: the id to send with each request, the nonce to sign. */
    public record Opened(String sessionId, Bytes nonce) {}

    /**
     * Finds out who asks. No header is an anonymous caller; a header that cannot be read or does not hold is refused.
     *
     * @param trustedLine whether the line is TLS or loopback; on others every claim is refused, as secrets would be read
     * @param reply called once, on this thread or on a worker's
     */
    public void identify(Optional<String> header, boolean trustedLine, InetAddress source, Consumer<Verdict> reply) {
        throw new UnsupportedOperationException("being written");
    }

    /** Opens a session, not yet authenticated. Where too many are open the one idle longest ends, unproven ones first. */
    public Opened open() {
        throw new UnsupportedOperationException("being written");
    }

    /** Ends the session that the header names; false if there is none. */
    public boolean close(Optional<String> header) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * The {@code WWW-Authenticate} texts that go with an answer of status 401, one header each. On a trusted line a
     * session is opened for it.
     */
    public List<String> challenges(boolean trustedLine) {
        throw new UnsupportedOperationException("being written");
    }
}
