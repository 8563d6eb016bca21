package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * The {@code answer} of a challenge answer (wire reference, section 8):
 *
 * <pre>
 * HS_PUBKEY  str digest name | bytes signature
 * HS_SECKEY  u1 algorithm | mac
 *            u1 0x22 | bytes salt | u4 iterations | u4 key bits | bytes mac
 * </pre>
 */
public final class ProofCodec {
    private static final int PBKDF2 = 0x22;

    private ProofCodec() {}

    /**
     * Reads an answer.
     *
     * @param authType HS_PUBKEY or HS_SECKEY
     * @throws MalformedMessage with {@link Reason#AUTHENTICATION_FAILED} if it has another shape or asks for too much work
     */
    public static Proof read(String authType, Bytes answer) throws MalformedMessage {
        try {
            WireReader in = new WireReader(answer);
            Proof proof = read(new ElementType(authType), in);
            in.end();
            return proof;
        } catch (MalformedMessage e) {
            throw failed(e.problem().details().get(0));
        }
    }

    private static Proof read(ElementType type, WireReader in) throws MalformedMessage {
        if (type.equals(ElementType.HS_PUBKEY)) {
            return new Proof.Signature(in.str(), in.bytes());
        }
        if (!type.equals(ElementType.HS_SECKEY)) {
            throw failed("the kind of key " + type + " is unknown");
        }
        int algorithm = in.u1();
        return algorithm == PBKDF2 ? readPbkdf2(in) : new Proof.Mac(algorithm, in.rest());
    }

    private static Proof readPbkdf2(WireReader in) throws MalformedMessage {
        Bytes salt = in.bytes();
        int iterations = in.u4();
        int keyBits = in.u4();
        if (salt.length() > Proof.Pbkdf2.MAX_SALT_BYTES
                || outside(iterations, Proof.Pbkdf2.MAX_ITERATIONS)
                || outside(keyBits, Proof.Pbkdf2.MAX_KEY_BITS)
                || keyBits % 8 != 0) {
            throw failed("a salt of " + salt.length() + " bytes, " + iterations + " rounds or a key of " + keyBits
                    + " bits is not accepted");
        }
        return new Proof.Pbkdf2(salt, iterations, keyBits, in.bytes());
    }

    private static boolean outside(int value, int most) {
        return value < 1 || value > most;
    }

    public static Bytes write(Proof proof) {
        WireWriter out = new WireWriter();
        if (proof instanceof Proof.Signature signature) {
            out.str(signature.digest()).bytes(signature.value());
        } else if (proof instanceof Proof.Mac mac) {
            out.u1(mac.algorithm()).raw(mac.value());
        } else if (proof instanceof Proof.Pbkdf2 p) {
            out.u1(PBKDF2).bytes(p.salt()).u4(p.iterations()).u4(p.keyBits()).bytes(p.mac());
        }
        return out.take();
    }

    /** The {@code authType} that goes with a proof. */
    public static String authType(Proof proof) {
        return (proof instanceof Proof.Signature ? ElementType.HS_PUBKEY : ElementType.HS_SECKEY).name();
    }

    private static MalformedMessage failed(String why) {
        return new MalformedMessage(Reason.AUTHENTICATION_FAILED, why);
    }
}
