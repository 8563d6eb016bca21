package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * The bytes under a message's signature or MAC (wire reference, section 9):
 *
 * <pre>
 * since 2.8  u1 major, u1 minor, u1 suggested major, u1 suggested minor, u4 session, u4 request, u4 counter, header, body
 * 2.7        the same without the two suggested bytes
 * before 2.5 header, body
 * </pre>
 *
 * 2.5 and 2.6 wrote some of these over others, so nothing signed by them is trusted here.
 */
public final class SignedBytes {
    private SignedBytes() {}

    /**
     * What is signed, by the version in the message's envelope.
     *
     * @param counter as in the credential
     * @throws MalformedMessage with {@link Reason#INVALID_CREDENTIAL} for 2.5 and 2.6
     */
    public static Bytes of(Message message, int counter) throws MalformedMessage {
        ProtocolVersion version = message.envelope().version();
        if (version.atLeast(2, 7)) {
            return withEnvelope(message, counter, version.atLeast(2, 8));
        }
        if (version.atLeast(2, 5)) {
            throw new MalformedMessage(
                    Reason.INVALID_CREDENTIAL, "signatures of protocol " + version + " are not supported");
        }
        return message.signedPart();
    }

    /** The form since 2.8 whatever the version: what national clients check in certified answers, with counter 0. */
    public static Bytes newest(Message message, int counter) {
        return withEnvelope(message, counter, true);
    }

    private static Bytes withEnvelope(Message message, int counter, boolean suggested) {
        Envelope envelope = message.envelope();
        Bytes signed = message.signedPart();
        WireWriter out = new WireWriter(16 + signed.length())
                .u1(envelope.version().major())
                .u1(envelope.version().minor());
        if (suggested) {
            out.u1(envelope.suggested().major()).u1(envelope.suggested().minor());
        }
        return out.u4(envelope.sessionId())
                .u4(envelope.requestId())
                .u4(counter)
                .raw(signed)
                .take();
    }
}
