package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.PublicKeyCodec;

class KeyTransportTest {
    private static final int BLOCK = 256;
    private static final Bytes AES = Bytes.hex("00000003");
    private static final Bytes SHORT = Bytes.utf8("0123456789abcdef");
    private static final Bytes LONG = SHORT.concat(SHORT);
    private static final long SEED = 20_261_124L;

    private static KeyTransport transport;
    private static RSAPublicKey publicKey;

    @BeforeAll
    static void makeKey() throws Exception {
        transport = new KeyTransport(new SecureRandom());
        publicKey = (RSAPublicKey) PublicKeyCodec.read(transport.publicKey());
    }

    @Test
    void keyIsReadWithAndWithoutItsCipher() throws Exception {
        for (Bytes key : List.of(SHORT, LONG)) {
            assertThat(transport.open(padded(key))).isEqualTo(new Secret(key));
            assertThat(transport.open(padded(AES.concat(key)))).isEqualTo(new Secret(key));
        }
    }

    @Test
    void whatHoldsNoKeyGivesOneThatNobodyKnows() throws Exception {
        byte[] right = block(LONG);
        List<Bytes> wrong = new ArrayList<>(List.of(
                Bytes.EMPTY,
                Bytes.wrap(new byte[BLOCK - 1]),
                Bytes.wrap(new byte[BLOCK]),
                Bytes.wrap(new byte[BLOCK + 1]),
                Bytes.wrap(publicKey.getModulus().toByteArray()).slice(1, BLOCK + 1),
                padded(Bytes.EMPTY),
                padded(SHORT.concat(Bytes.hex("00"))),
                padded(Bytes.hex("00000001").concat(SHORT))));
        for (int at : new int[] {0, 1, 2, 10, BLOCK - 33}) {
            byte[] damaged = right.clone();
            damaged[at] ^= damaged[at] == 0 ? 1 : damaged[at];
            wrong.add(raw(damaged));
        }

        List<Secret> given = wrong.stream().map(transport::open).toList();

        assertThat(given)
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret.bytes().length()).isEqualTo(32));
        assertThat(given).doesNotContain(new Secret(LONG));
        assertThat(wrong.stream().map(transport::open).toList()).isEqualTo(given);
        KeyTransport other = new KeyTransport(new SecureRandom());
        assertThat(wrong.stream().map(other::open).toList()).doesNotContainAnyElementsOf(given);
    }

    @Test
    void secretOfAnyOtherLengthIsNotTaken() {
        Random random = new Random(SEED);
        for (int length = 0; length <= BLOCK - 11; length++) {
            byte[] secret = new byte[length];
            random.nextBytes(secret);
            boolean taken = length == 16 || length == 32;

            assertThat(taken(Bytes.wrap(secret)))
                    .as("seed %d, %d bytes", SEED, length)
                    .isEqualTo(taken);
            if (length >= 4) {
                System.arraycopy(AES.toArray(), 0, secret, 0, 4);
                assertThat(taken(Bytes.wrap(secret)))
                        .as("cipher and %d bytes", length - 4)
                        .isEqualTo(taken || length == 20 || length == 36);
            }
        }
    }

    private static boolean taken(Bytes secret) {
        byte[] substitute = Bytes.hex("a5".repeat(32)).toArray();
        return !KeyTransport.choose(block(secret), substitute).equals(new Secret(Bytes.hex("a5".repeat(32))));
    }

    private static byte[] block(Bytes secret) {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 0x7F);
        block[0] = 0;
        block[1] = 2;
        block[BLOCK - secret.length() - 1] = 0;
        System.arraycopy(secret.toArray(), 0, block, BLOCK - secret.length(), secret.length());
        return block;
    }

    private static Bytes padded(Bytes secret) throws GeneralSecurityException {
        return encrypt("RSA/ECB/PKCS1Padding", secret.toArray());
    }

    private static Bytes raw(byte[] block) throws GeneralSecurityException {
        return encrypt("RSA/ECB/NoPadding", block);
    }

    private static Bytes encrypt(String how, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(how);
        cipher.init(Cipher.ENCRYPT_MODE, publicKey);
        return Bytes.wrap(cipher.doFinal(plain));
    }
}
