package org.yuanliu.wire;

import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * One whole message in plain text (wire reference, section 1):
 *
 * <pre>
 * | envelope 20 | header 24 | body | u4 credential length | credential |
 *               |-- signed part ---|
 * </pre>
 *
 * Only {@link MessageCodec} makes them, so the lengths fit. The length of the credential may be missing.
 *
 * @param bytes all of it, as received or ready to be sent
 */
public record Message(Envelope envelope, Header header, Bytes bytes) {
    private static final int HEAD = Envelope.BYTES + Header.BYTES;

    public Bytes body() {
        return bytes.slice(HEAD, bodyEnd());
    }

    /** Header and body exactly as they are on the wire: what digests and signatures cover. */
    public Bytes signedPart() {
        return bytes.slice(Envelope.BYTES, bodyEnd());
    }

    /** Everything behind the envelope: what gets encrypted. */
    public Bytes payload() {
        return bytes.slice(Envelope.BYTES, bytes.length());
    }

    /**
     * The signature or MAC that came along.
     *
     * @throws MalformedMessage with {@link Reason#INVALID_CREDENTIAL} if it cannot be read
     */
    public Optional<Credential> credential() throws MalformedMessage {
        int at = bodyEnd();
        if (bytes.length() - at < 4 || bytes.u4(at) == 0) {
            return Optional.empty();
        }
        int length = bytes.u4(at);
        if (length != bytes.length() - at - 4) {
            throw new MalformedMessage(Reason.INVALID_CREDENTIAL, "its length does not fit");
        }
        return Optional.of(CredentialCodec.read(bytes.slice(at + 4, bytes.length())));
    }

    /** This message with that credential in the place of its own. */
    public Message with(Credential credential) {
        return MessageCodec.assemble(envelope, signedPart(), CredentialCodec.write(credential));
    }

    private int bodyEnd() {
        return HEAD + header.bodyLength();
    }
}
