package org.yuanliu.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/**
 * A digest of a request's header and body that its response repeats, so that the client knows which question was
 * answered (wire reference, section 5). Written as u1 code and the value, without a length.
 */
public record RequestDigest(Algorithm algorithm, Bytes value) {
    /** The digests in use, with code and size. */
    public enum Algorithm {
        MD5(1, 16, "MD5"),
        SHA1(2, 20, "SHA-1"),
        SHA256(3, 32, "SHA-256");

        private final int code;
        private final int bytes;
        private final String jdkName;

        Algorithm(int code, int bytes, String jdkName) {
            this.code = code;
            this.bytes = bytes;
            this.jdkName = jdkName;
        }

        public int code() {
            return code;
        }
    }

    /** The digest of a request as it was received. */
    public static RequestDigest of(Algorithm algorithm, Message request) {
        return of(algorithm, request.signedPart());
    }

    static RequestDigest of(Algorithm algorithm, Bytes signedPart) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.jdkName);
            signedPart.digestInto(digest);
            return new RequestDigest(algorithm, Bytes.wrap(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm.jdkName, e);
        }
    }

    static RequestDigest read(WireReader in) throws MalformedMessage {
        int code = in.u1();
        if (code == 0) {
            return readUntyped(in);
        }
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.code == code) {
                return new RequestDigest(algorithm, in.take(algorithm.bytes));
            }
        }
        throw WireReader.malformed("its request digest is of the unknown kind " + code);
    }

    /** Before 2.1 there was a u4 length and no code; the byte that was read is the top of that length. */
    private static RequestDigest readUntyped(WireReader in) throws MalformedMessage {
        int length = in.u1() << 16 | in.u2();
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.bytes == length) {
                return new RequestDigest(algorithm, in.take(length));
            }
        }
        throw WireReader.malformed("its request digest has " + length + " bytes");
    }

    void write(WireWriter out) {
        out.u1(algorithm.code).raw(value);
    }

    int size() {
        return 1 + value.length();
    }
}
