package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/** Envelope, header and credential around a body (wire reference, sections 1 to 3). */
public final class MessageCodec {
    /** Most bytes behind the envelope that a server takes, and a client by default. */
    public static final int MAX_LENGTH = 262_144;

    private static final int HEAD = Envelope.BYTES + Header.BYTES;
    private static final int LENGTH_AT = Envelope.BYTES - 4;
    private static final int BODY_LENGTH_AT = HEAD - 4;

    private MessageCodec() {}

    /** As {@link #read(Bytes, int)} with {@link #MAX_LENGTH}. */
    public static Message read(Bytes message) throws MalformedMessage {
        return read(message, MAX_LENGTH);
    }

    /**
     * Reads envelope and header and checks that all lengths fit; body and credential stay unread.
     *
     * @param message whole, put together from its fragments and not encrypted
     * @param limit most bytes behind the envelope
     * @throws MalformedMessage if it is no such message
     */
    public static Message read(Bytes message, int limit) throws MalformedMessage {
        return read(Envelope.read(message), message, limit);
    }

    /** As {@link #read(Bytes, int)}, where the envelope has been read already. */
    public static Message read(Envelope envelope, Bytes message, int limit) throws MalformedMessage {
        checkLength(envelope, limit);
        if (envelope.has(Envelope.ENCRYPTED)) {
            throw WireReader.malformed("it is encrypted without a session");
        }
        if (envelope.length() != message.length() - Envelope.BYTES) {
            throw WireReader.malformed("its envelope says " + envelope.length() + " bytes follow, but "
                    + (message.length() - Envelope.BYTES) + " do");
        }
        return message(envelope, message);
    }

    /**
     * Reads a message that was encrypted.
     *
     * @param envelope as received
     * @param payload what came behind it, now in plain text
     * @throws MalformedMessage if it is no message
     */
    public static Message decrypted(Envelope envelope, Bytes payload) throws MalformedMessage {
        if (payload.length() < Header.BYTES) {
            throw WireReader.malformed("an encrypted message holds " + payload.length() + " bytes");
        }
        WireWriter out = new WireWriter(Envelope.BYTES + payload.length());
        envelope.write(out);
        return message(envelope, out.raw(payload).take());
    }

    /** The bytes to send when a message is encrypted: its envelope, marked and with the new length, and the cipher text. */
    public static Bytes encrypted(Message plain, Bytes cipherText) {
        WireWriter out = new WireWriter(Envelope.BYTES + cipherText.length());
        plain.envelope().encrypted(cipherText.length()).write(out);
        return out.raw(cipherText).take();
    }

    /**
     * Tells whether a frame with this envelope may be read at all; a carrier asks before it waits for the rest.
     *
     * @param limit most bytes behind the envelope
     * @throws MalformedMessage if the length is impossible or beyond the limit, or the message is compressed
     */
    public static void checkLength(Envelope envelope, int limit) throws MalformedMessage {
        int length = envelope.length();
        if (length < Header.BYTES || length > limit) {
            throw WireReader.malformed("its length " + Integer.toUnsignedString(length) + " is not between "
                    + Header.BYTES + " and " + limit);
        }
        if (envelope.has(Envelope.COMPRESSED)) {
            throw WireReader.malformed("it is compressed");
        }
    }

    private static Message message(Envelope envelope, Bytes bytes) throws MalformedMessage {
        Header header = Header.read(new WireReader(bytes.slice(Envelope.BYTES, HEAD)));
        int length = header.bodyLength();
        if (length < 0 || length > bytes.length() - HEAD) {
            throw WireReader.malformed("its body length " + Integer.toUnsignedString(length) + " is beyond the end");
        }
        return new Message(envelope, header, bytes);
    }

    /** A writer that stands where the body begins; {@link #close} fills in the lengths in front of it. */
    static WireWriter open(Envelope envelope, Header header, int bodyBytes) {
        WireWriter out = new WireWriter(HEAD + bodyBytes + 4);
        envelope.write(out);
        header.write(out);
        return out;
    }

    /** Ends the body that {@link #open} began, with no credential. */
    static Message close(WireWriter out, Envelope envelope, Header header) {
        int bodyLength = out.size() - HEAD;
        int length = Header.BYTES + bodyLength + 4;
        Bytes bytes = out.u4(0)
                .patch(LENGTH_AT, length)
                .patch(BODY_LENGTH_AT, bodyLength)
                .take();
        return new Message(envelope.withLength(length), header.withBodyLength(bodyLength), bytes);
    }

    static Message assemble(Envelope envelope, Bytes signedPart, Bytes credential) {
        Envelope sized = envelope.withLength(signedPart.length() + 4 + credential.length());
        WireWriter out = new WireWriter(Envelope.BYTES + sized.length());
        sized.write(out);
        Bytes bytes = out.raw(signedPart).bytes(credential).take();
        try {
            return message(sized, bytes);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e);
        }
    }
}
