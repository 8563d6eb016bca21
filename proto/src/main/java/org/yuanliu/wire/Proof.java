package org.yuanliu.wire;

import org.yuanliu.model.Bytes;

/** How a challenge was answered: each proves a key over nonce and request digest (wire reference, section 8). */
public sealed interface Proof {

    /** HS_PUBKEY: a signature; {@code digest} names the digest under it, such as {@code SHA-256}, {@code SHA1}, {@code SM3}. */
    record Signature(String digest, Bytes value) implements Proof {}

    /** HS_SECKEY: a MAC under the secret itself; {@code algorithm} is one of the codes below or unknown. */
    record Mac(int algorithm, Bytes value) implements Proof {
        /** Digest of secret, data, secret. */
        public static final int MD5 = 0x01;

        public static final int SHA1 = 0x02;
        public static final int SHA256 = 0x03;
        public static final int HMAC_SHA1 = 0x12;
        public static final int HMAC_SHA256 = 0x13;
    }

    /**
     * HS_SECKEY since 2.7: HMAC-SHA1 under a key that PBKDF2 (HMAC-SHA1) derives from the secret. The peer chose the
     * numbers, so they are within the bounds below and still cost time.
     *
     * @param iterations 1..{@link #MAX_ITERATIONS}
     * @param keyBits a multiple of 8, 8..{@link #MAX_KEY_BITS}
     */
    record Pbkdf2(Bytes salt, int iterations, int keyBits, Bytes mac) implements Proof {
        /** The clients in use write 10000. */
        public static final int MAX_ITERATIONS = 100_000;

        /** The clients in use write 160. */
        public static final int MAX_KEY_BITS = 512;

        /** The clients in use write 16 bytes. */
        public static final int MAX_SALT_BYTES = 64;
    }
}
