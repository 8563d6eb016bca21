package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * What stands behind the u4 credential length (wire reference, section 9):
 *
 * <pre>
 * u1 version = 0 | u1 0 | u2 flags = 0 | str signer (empty) | u4 counter | str type |
 * u4 section length | str algorithm | bytes signature or MAC
 * </pre>
 *
 * DO-IRP 3.0 calls the first eight bytes reserved: they are skipped and written as zero.
 */
public final class CredentialCodec {
    private CredentialCodec() {}

    /**
     * Reads a credential.
     *
     * @throws MalformedMessage with {@link Reason#INVALID_CREDENTIAL} if the bytes are none
     */
    public static Credential read(Bytes credential) throws MalformedMessage {
        try {
            return read(new WireReader(credential));
        } catch (MalformedMessage e) {
            throw new MalformedMessage(
                    Reason.INVALID_CREDENTIAL, e.problem().details().toArray(String[]::new));
        }
    }

    private static Credential read(WireReader in) throws MalformedMessage {
        in.take(4);
        in.bytes();
        int counter = in.u4();
        String type = in.str();
        WireReader section = new WireReader(in.bytes());
        in.end();
        Credential credential = new Credential(counter, type, section.str(), section.bytes());
        section.end();
        return credential;
    }

    public static Bytes write(Credential credential) {
        Bytes algorithm = Bytes.utf8(credential.algorithm());
        return new WireWriter(64 + credential.value().length())
                .u4(0)
                .u4(0)
                .u4(credential.counter())
                .str(credential.type())
                .u4(8 + algorithm.length() + credential.value().length())
                .bytes(algorithm)
                .bytes(credential.value())
                .take();
    }
}
