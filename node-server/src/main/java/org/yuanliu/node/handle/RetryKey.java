package org.yuanliu.node.handle;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.RequestDigest;

/**
 * Recognises a change that a client sends again because it heard nothing.
 *
 * <p>Only inside a session and over carriers that lose things: there the clients in use repeat header, body and request
 * id and only sign anew, and without this the second copy of a create would be told that the identifier exists. Elsewhere
 * the same bytes may well mean to do the same again: a script may create, delete and create with fixed request ids.
 */
final class RetryKey {
    private static final int HEX_DIGITS = 40;

    private RetryKey() {}

    /** The idempotency key for the registry. */
    static Optional<String> of(Exchange exchange) {
        if (!exchange.authentic() || exchange.line().lasting()) {
            return Optional.empty();
        }
        Envelope envelope = exchange.envelope();
        Bytes digest = RequestDigest.of(RequestDigest.Algorithm.SHA256, exchange.message())
                .value();
        String session = Bytes.wrap(ByteBuffer.allocate(8)
                        .putInt(envelope.sessionId())
                        .putInt(envelope.requestId())
                        .array())
                .hex();
        return Optional.of("h:" + session + ":" + digest.hex().substring(0, HEX_DIGITS));
    }
}
