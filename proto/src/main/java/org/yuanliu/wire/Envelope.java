package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/**
 * The first 20 bytes of every message and of every fragment (wire reference, section 2):
 *
 * <pre>
 * 0       1       2                   3                 4           8           12         16       20
 * | major | minor | flags + suggested | suggested minor | sessionId | requestId | sequence | length |
 * </pre>
 *
 * @param suggested the best version that the sender can do, major 0..3; {@link ProtocolVersion#UNSAID} if it does not say
 * @param flags a combination of the constants
 * @param sessionId 0 for none; the challenge's id in a challenge and its answer
 * @param sequence number of the fragment, from 0
 * @param length bytes behind the envelope: of the whole message even in a fragment, after encryption if there is any
 */
public record Envelope(
        ProtocolVersion version,
        ProtocolVersion suggested,
        int flags,
        int sessionId,
        int requestId,
        int sequence,
        int length) {
    /** Size in bytes. */
    public static final int BYTES = 20;

    /** CP: what follows is compressed; defined, never used. */
    public static final int COMPRESSED = 0x80;

    /** EC: what follows is encrypted. */
    public static final int ENCRYPTED = 0x40;

    /** TC: a fragment of a longer message. */
    public static final int TRUNCATED = 0x20;

    private static final int FLAGS = 0xE0;
    // DO-IRP 3.0 gives the suggested major five bits, but the clients in use read two.
    private static final int SUGGESTED_MAJOR = 0x03;

    /** The envelope of a request made here: own version, no flags; its length is filled in when it is written. */
    public static Envelope ofRequest(int sessionId, int requestId) {
        return new Envelope(ProtocolVersion.OWN, ProtocolVersion.OWN, 0, sessionId, requestId, 0, 0);
    }

    /**
     * Reads the first 20 bytes; says nothing about what follows, nor whether {@link #length} is sane.
     *
     * @throws MalformedMessage if there are fewer
     */
    public static Envelope read(Bytes message) throws MalformedMessage {
        if (message.length() < BYTES) {
            throw WireReader.malformed("it has " + message.length() + " bytes, an envelope alone has " + BYTES);
        }
        int third = message.u1(2);
        return new Envelope(
                ProtocolVersion.ofMessage(message.u1(0), message.u1(1)),
                ProtocolVersion.of(third & SUGGESTED_MAJOR, message.u1(3)),
                third & FLAGS,
                message.u4(4),
                message.u4(8),
                message.u4(12),
                message.u4(16));
    }

    void write(WireWriter out) {
        out.u1(version.major())
                .u1(version.minor())
                .u1(flags | (suggested.major() & SUGGESTED_MAJOR))
                .u1(suggested.minor())
                .u4(sessionId)
                .u4(requestId)
                .u4(sequence)
                .u4(length);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public Envelope inSession(int id) {
        return new Envelope(version, suggested, flags, id, requestId, sequence, length);
    }

    Envelope withLength(int bytes) {
        return new Envelope(version, suggested, flags, sessionId, requestId, sequence, bytes);
    }

    Envelope fragment(int number) {
        return new Envelope(version, suggested, flags | TRUNCATED, sessionId, requestId, number, length);
    }

    Envelope whole() {
        return new Envelope(version, suggested, flags & ~TRUNCATED, sessionId, requestId, 0, length);
    }

    Envelope encrypted(int bytes) {
        return new Envelope(version, suggested, flags | ENCRYPTED, sessionId, requestId, sequence, bytes);
    }
}
