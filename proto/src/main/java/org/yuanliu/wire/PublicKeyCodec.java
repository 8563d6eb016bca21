package org.yuanliu.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHPublicKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/**
 * HS_PUBKEY data and the public keys of session set-up (wire reference, section 10.5):
 *
 * <pre>
 * str RSA_PUB_KEY | u2 0 | bytes exponent | bytes modulus
 * str DSA_PUB_KEY | u2 0 | bytes q | bytes p | bytes g | bytes y
 * str DH_PUB_KEY  | u2 0 | bytes y | bytes p | bytes g
 * </pre>
 *
 * Numbers are big-endian two's complement. The reference software writes four zero bytes behind an RSA key, so we do,
 * too; reading takes every key with and without. RSA keys are read as PEM text of an X.509
 * SubjectPublicKeyInfo, too (national profile, section 5.2). A key that is absurdly small or large is refused before any
 * arithmetic is done with it.
 */
public final class PublicKeyCodec {
    /** Sizes of modulus or prime in bits that are taken. */
    public static final int MIN_BITS = 1024;

    public static final int MAX_BITS = 8192;

    private static final String RSA = "RSA_PUB_KEY";
    private static final String DSA = "DSA_PUB_KEY";
    private static final String DH = "DH_PUB_KEY";
    private static final int MAX_NUMBER_BYTES = MAX_BITS / 8 + 1;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final int MAX_SUBGROUP_BITS = 512;
    private static final int MAX_PEM_BYTES = 4096;
    private static final int TOLERATED_ZEROS = 4;
    private static final Bytes RSA_TAIL = Bytes.wrap(new byte[TOLERATED_ZEROS]);
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private PublicKeyCodec() {}

    /**
     * Reads a key.
     *
     * @return an {@link RSAPublicKey}, {@link DSAPublicKey} or {@link DHPublicKey}
     * @throws MalformedMessage if it is none, of another kind, or of a size that is not taken
     */
    public static PublicKey read(Bytes data) throws MalformedMessage {
        boolean binary = !data.isEmpty() && data.u1(0) == 0;
        return binary ? readBinary(new WireReader(data)) : readPem(data);
    }

    private static PublicKey readBinary(WireReader in) throws MalformedMessage {
        String kind = in.str();
        in.u2();
        PublicKey key = switch (kind) {
            case RSA -> readRsa(in);
            case DSA -> readDsa(in);
            case DH -> readDh(in);
            default -> throw WireReader.malformed("a key of the kind " + kind + " cannot be used");
        };
        in.endAfterZeros(TOLERATED_ZEROS);
        return key;
    }

    private static PublicKey readRsa(WireReader in) throws MalformedMessage {
        BigInteger exponent = number(in);
        BigInteger modulus = number(in);
        checkRsa(exponent, modulus);
        return key("RSA", new RSAPublicKeySpec(modulus, exponent));
    }

    private static void checkRsa(BigInteger exponent, BigInteger modulus) throws MalformedMessage {
        checkSize(modulus);
        check(
                modulus.testBit(0) && exponent.testBit(0) && exponent.bitLength() > 1,
                "an RSA key must be odd numbers above 1");
        check(exponent.bitLength() <= MAX_EXPONENT_BITS, "the RSA exponent is too large");
    }

    private static PublicKey readDsa(WireReader in) throws MalformedMessage {
        BigInteger q = number(in);
        BigInteger p = number(in);
        BigInteger g = number(in);
        BigInteger y = number(in);
        checkSize(p);
        check(q.signum() > 0 && q.bitLength() <= MAX_SUBGROUP_BITS, "the subgroup of a DSA key has a wrong size");
        check(between(g, p) && between(y, p), "the numbers of a DSA key do not fit each other");
        return key("DSA", new DSAPublicKeySpec(y, p, q, g));
    }

    private static PublicKey readDh(WireReader in) throws MalformedMessage {
        BigInteger y = number(in);
        BigInteger p = number(in);
        BigInteger g = number(in);
        checkSize(p);
        check(
                p.testBit(0) && between(g, p) && between(y, p),
                "the numbers of a Diffie-Hellman key do not fit each other");
        return key("DH", new DHPublicKeySpec(y, p, g));
    }

    /** 1 < value < p - 1: anything else lets the secret be guessed. */
    private static boolean between(BigInteger value, BigInteger p) {
        return value.compareTo(BigInteger.ONE) > 0 && value.compareTo(p.subtract(BigInteger.ONE)) < 0;
    }

    private static BigInteger number(WireReader in) throws MalformedMessage {
        Bytes bytes = in.bytes();
        check(
                !bytes.isEmpty() && bytes.length() <= MAX_NUMBER_BYTES,
                "a number of a key has " + bytes.length() + " bytes");
        return new BigInteger(bytes.toArray());
    }

    private static void checkSize(BigInteger prime) throws MalformedMessage {
        check(
                prime.signum() > 0 && prime.bitLength() >= MIN_BITS && prime.bitLength() <= MAX_BITS,
                "a key of " + prime.bitLength() + " bits is not between " + MIN_BITS + " and " + MAX_BITS);
    }

    private static PublicKey readPem(Bytes data) throws MalformedMessage {
        check(data.length() <= MAX_PEM_BYTES, "a key as text has " + data.length() + " bytes");
        String text = data.utf8().strip();
        check(text.startsWith(PEM_BEGIN) && text.endsWith(PEM_END), "a key is neither binary nor PEM text");
        String base64 = text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length());
        RSAPublicKey key = (RSAPublicKey) key("RSA", new X509EncodedKeySpec(decode(base64)));
        checkRsa(key.getPublicExponent(), key.getModulus());
        return key;
    }

    private static byte[] decode(String base64) throws MalformedMessage {
        try {
            return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw WireReader.malformed("a key's PEM text is not base64");
        }
    }

    private static PublicKey key(String algorithm, KeySpec spec) throws MalformedMessage {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw WireReader.malformed("it holds no " + algorithm + " key");
        }
    }

    private static void check(boolean right, String why) throws MalformedMessage {
        if (!right) {
            throw WireReader.malformed(why);
        }
    }

    /**
     * Writes a key in its binary form.
     *
     * @throws IllegalArgumentException if it is neither RSA nor DSA nor Diffie-Hellman
     */
    public static Bytes write(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return write(RSA, rsa.getPublicExponent(), rsa.getModulus()).concat(RSA_TAIL);
        }
        if (key instanceof DSAPublicKey dsa) {
            return write(
                    DSA,
                    dsa.getParams().getQ(),
                    dsa.getParams().getP(),
                    dsa.getParams().getG(),
                    dsa.getY());
        }
        if (key instanceof DHPublicKey dh) {
            return write(DH, dh.getY(), dh.getParams().getP(), dh.getParams().getG());
        }
        throw new IllegalArgumentException("no wire form for a key of the kind " + key.getAlgorithm());
    }

    private static Bytes write(String kind, BigInteger... numbers) {
        WireWriter out = new WireWriter(512).str(kind).u2(0);
        for (BigInteger number : numbers) {
            out.bytes(Bytes.wrap(number.toByteArray()));
        }
        return out.take();
    }
}
