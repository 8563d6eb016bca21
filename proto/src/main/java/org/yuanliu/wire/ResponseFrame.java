package org.yuanliu.wire;

import java.util.Optional;

/**
 * Everything around the body of a response. Begin with {@link #to} and change what is not common (wire reference, end of
 * section 3).
 *
 * @param envelope version, session and request id; its length is filled in when it is written
 * @param header operation, flags, serial and expiration; response code and length are filled in when it is written
 * @param digest goes in front of the body, with RD set
 */
public record ResponseFrame(Envelope envelope, Header header, Optional<RequestDigest> digest) {

    /**
     * The frame of an authoritative answer without a digest.
     *
     * @param siteSerial of this server's site information, unsigned 16 bits
     * @param expiration unix seconds
     */
    public static ResponseFrame to(Message request, int siteSerial, int expiration) {
        return to(request.envelope(), request.header(), siteSerial, expiration);
    }

    /** As {@link #to(Message, int, int)}, for a request of which no more could be read. */
    public static ResponseFrame to(Envelope request, Header header, int siteSerial, int expiration) {
        return new ResponseFrame(
                new Envelope(
                        ProtocolVersion.answering(request),
                        ProtocolVersion.OWN,
                        0,
                        request.sessionId(),
                        request.requestId(),
                        0,
                        0),
                new Header(
                        header.opCode(),
                        0,
                        OpFlags.answering(header.flags()),
                        siteSerial,
                        header.recursionCount(),
                        expiration,
                        0),
                Optional.empty());
    }

    /** The answer to a message of which only the envelope could be read; its operation is 0. */
    public static ResponseFrame unread(Envelope request, int siteSerial, int expiration) {
        return to(request, new Header(0, 0, 0, 0, 0, 0, 0), siteSerial, expiration);
    }

    /** With another session id: that of a new session, or of a challenge. */
    public ResponseFrame inSession(int sessionId) {
        return new ResponseFrame(envelope.inSession(sessionId), header, digest);
    }

    /** With another operation: the reply to an answered challenge carries that of the request which was challenged. */
    public ResponseFrame withOp(int opCode) {
        return new ResponseFrame(envelope, header.withOp(opCode), digest);
    }

    /** With {@code flag} set, such as {@link OpFlags#CONTINUED}. */
    public ResponseFrame with(int flag) {
        return new ResponseFrame(envelope, header.withFlags(header.flags() | flag), digest);
    }

    /** Without {@code flag}, such as {@link OpFlags#AUTHORITATIVE} for what comes from elsewhere. */
    public ResponseFrame without(int flag) {
        return new ResponseFrame(envelope, header.withFlags(header.flags() & ~flag), digest);
    }

    /** With a digest of the request in front of the body. */
    public ResponseFrame with(RequestDigest requestDigest) {
        return new ResponseFrame(
                envelope, header.withFlags(header.flags() | OpFlags.REQUEST_DIGEST), Optional.of(requestDigest));
    }
}
