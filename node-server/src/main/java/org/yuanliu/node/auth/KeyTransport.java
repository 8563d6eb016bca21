package org.yuanliu.node.auth;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.PublicKeyCodec;

/**
 * The RSA key under which peers send the key of a session (wire reference, section 7, mode 2). It is made at first use,
 * lives in this process only, and is not the node's key: that one decrypts nothing for anybody.
 *
 * <p>Peers pad as in PKCS#1 v1.5, where whoever hears if the padding was right can, asking often enough, decrypt what
 * others sent. Here nobody hears: what holds no key gives a key too, made from the encrypted bytes by a secret of this
 * process, as random as any other, and the same each time, so that two sessions set up alike tell no more than one. The
 * block is read without a branch or an index that depends on it:
 *
 * <pre>
 * 0    1    2                                              256
 * | 00 | 02 | 8 and more bytes that are not 0 | 00 | secret |
 * </pre>
 *
 * The secret is a key of 16 or 32 bytes, with or without {@code u4 cipher = 3} (AES) in front: the reference server
 * reads the cipher, the reference client does not send it. Thread-safe; takes milliseconds, so call it on a worker.
 */
final class KeyTransport {
    private static final String CIPHER = "RSA/ECB/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int BITS = 2048;
    private static final int BLOCK_BYTES = BITS / 8;

    private static final byte[] NO_CODE = {};
    private static final byte[] AES_CODE = {0, 0, 0, 3};
    private static final int SHORT_KEY = 16;
    private static final int LONG_KEY = 32;

    private final SecureRandom random;
    private final SecretKeySpec substitutes;
    private Optional<KeyPair> pair = Optional.empty();

    KeyTransport(SecureRandom random) {
        byte[] secret = new byte[LONG_KEY];
        random.nextBytes(secret);
        this.random = random;
        this.substitutes = new SecretKeySpec(secret, MAC);
    }

    /** The public key, in the form of HS_PUBKEY data. The first call takes some tenths of a second. */
    Bytes publicKey() {
        return PublicKeyCodec.write(pair().getPublic());
    }

    /** The key that the peer sent, or one that nobody knows; 16 or 32 bytes. */
    Secret open(Bytes encrypted) {
        byte[] substitute = substitute(encrypted);
        return choose(decrypt(encrypted), substitute);
    }

    /** @param substitute 32 bytes; overwritten */
    static Secret choose(byte[] block, byte[] substitute) {
        int length = LONG_KEY;
        for (byte[] code : new byte[][] {NO_CODE, AES_CODE}) {
            for (int keyBytes : new int[] {SHORT_KEY, LONG_KEY}) {
                int chosen = fits(block, code, keyBytes);
                for (int i = 0; i < keyBytes; i++) {
                    substitute[i] = (byte) select(chosen, block[block.length - keyBytes + i], substitute[i]);
                }
                length = select(chosen, keyBytes, length);
            }
        }
        return new Secret(Bytes.wrap(Arrays.copyOf(substitute, length)));
    }

    /** All ones if the block holds this code and a key of this length, else 0. */
    private static int fits(byte[] block, byte[] code, int keyBytes) {
        int end = block.length - keyBytes - code.length - 1;
        int wrong = block[0] | block[1] ^ 2 | block[end];
        for (int i = 2; i < end; i++) {
            wrong |= ifZero(block[i]);
        }
        for (int i = 0; i < code.length; i++) {
            wrong |= block[end + 1 + i] ^ code[i];
        }
        return ifZero(wrong);
    }

    /** All ones if the value is 0, else 0. */
    private static int ifZero(int value) {
        return ((value | -value) >>> 31) - 1;
    }

    /** The first if {@code mask} is all ones, the second if it is 0. */
    private static int select(int mask, int first, int second) {
        return first & mask | second & ~mask;
    }

    /** The padded block, or one that holds no key if this was not made with our public key: the sender knows which. */
    private byte[] decrypt(Bytes encrypted) {
        if (encrypted.length() != BLOCK_BYTES) {
            return new byte[BLOCK_BYTES];
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, pair().getPrivate());
            return cipher.doFinal(encrypted.toArray());
        } catch (BadPaddingException e) {
            // A number that is not below the modulus.
            return new byte[BLOCK_BYTES];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CIPHER, e);
        }
    }

    private byte[] substitute(Bytes encrypted) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(substitutes);
            return mac.doFinal(encrypted.toArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        }
    }

    private synchronized KeyPair pair() {
        KeyPair made = pair.orElseGet(this::generate);
        pair = Optional.of(made);
        return made;
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }
}
