package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.interfaces.DHPrivateKey;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHPublicKeySpec;
import net.handle.hdllib.Util;
import net.handle.security.HdlSecurityProvider;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request.SetUpSession;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.PublicKeyCodec;

class KeyExchangeTest {
    private static final int AES = HdlSecurityProvider.ENCRYPT_ALG_AES;
    private static final Reference KEY = Reference.known(300, "0.NA/88.118.8");

    private final Keys keys = new Keys();
    private final KeyExchange exchange = new KeyExchange(keys, new SecureRandom());

    @Test
    void bothSidesOfDiffieHellmanCalculateTheSameKey() throws Exception {
        HdlSecurityProvider client = HdlSecurityProvider.getInstance();
        KeyPair theirs = client.generateDHKeyPair(1024);

        var agreed = exchange.agree(setUp(4, Bytes.wrap(Util.getBytesFromPublicKey(theirs.getPublic()))));
        var ours = (DHPublicKey) Util.getPublicKeyFromBytes(agreed.reply().toArray(), 4);
        byte[] calculated = client.getKeyFromDH(ours, (DHPrivateKey) theirs.getPrivate(), AES);

        assertThat(agreed.reply().u4(0)).isEqualTo(AES);
        assertThat(key(agreed).bytes().toArray()).isEqualTo(Arrays.copyOfRange(calculated, 4, 36));
    }

    @Test
    void clientWithAnRsaKeyGetsTheKeyEncrypted() throws Exception {
        KeyPair pair = rsa();
        keys.with(KEY, ElementType.HS_PUBKEY, PublicKeyCodec.write(pair.getPublic()));

        var sentAlong = exchange.agree(setUp(1, PublicKeyCodec.write(pair.getPublic())));
        var inRecord = exchange.agree(new SetUpSession(3, 0, Optional.empty(), Bytes.EMPTY, Optional.of(KEY)));

        assertThat(decrypt(pair, sentAlong))
                .isEqualTo(Bytes.hex("00000003").concat(key(sentAlong).bytes()));
        assertThat(decrypt(pair, inRecord))
                .isEqualTo(Bytes.hex("00000003").concat(key(inRecord).bytes()));
        assertThat(key(sentAlong)).isNotEqualTo(key(inRecord));
    }

    @Test
    void keyComesUnderTheNodesExchangeKey() throws Exception {
        Bytes secret = Bytes.utf8("0123456789abcdef");

        var agreed = exchange.agree(setUp(2, Bytes.EMPTY));
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE, Util.getPublicKeyFromBytes(agreed.reply().toArray(), 0));
        Bytes encrypted = Bytes.wrap(cipher.doFinal(secret.toArray()));

        assertThat(agreed.key()).isEmpty();
        assertThat(exchange.accept(encrypted)).isEqualTo(new Secret(secret));
        assertThat(exchange.agree(setUp(2, Bytes.EMPTY))).isEqualTo(agreed);
    }

    @Test
    void keyThatWouldGiveTheSecretAwayIsRefused() throws Exception {
        KeyPair pair = HdlSecurityProvider.getInstance().generateDHKeyPair(1024);
        var params = ((DHPublicKey) pair.getPublic()).getParams();

        for (BigInteger y : new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE,
            params.getP().subtract(BigInteger.ONE),
            params.getP(),
            BigInteger.ONE.negate()
        }) {
            assertRefused(setUp(4, dh(y, params.getP(), params.getG())));
        }
        assertRefused(setUp(4, dh(BigInteger.TWO, BigInteger.ONE.shiftLeft(511).add(BigInteger.ONE), BigInteger.TWO)));
        assertRefused(setUp(4, dh(BigInteger.TWO, BigInteger.ONE.shiftLeft(5000).add(BigInteger.ONE), BigInteger.TWO)));
    }

    @Test
    void wrongKindOfKeyOrModeIsRefused() throws Exception {
        Bytes rsa = PublicKeyCodec.write(rsa().getPublic());

        assertRefused(setUp(4, rsa));
        assertRefused(setUp(4, Bytes.utf8("junk")));
        assertRefused(setUp(1, Bytes.EMPTY));
        assertRefused(setUp(0, Bytes.EMPTY));
        assertRefused(setUp(99, rsa));
        assertRefused(new SetUpSession(3, 0, Optional.empty(), Bytes.EMPTY, Optional.empty()));
        assertRefused(new SetUpSession(3, 0, Optional.empty(), Bytes.EMPTY, Optional.of(KEY)));
    }

    private void assertRefused(SetUpSession request) {
        assertThatThrownBy(() -> exchange.agree(request))
                .isInstanceOfSatisfying(
                        MalformedMessage.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(Reason.SESSION_FAILED));
    }

    private static SetUpSession setUp(int mode, Bytes key) {
        return new SetUpSession(mode, 0, Optional.empty(), key, Optional.empty());
    }

    private static Secret key(KeyExchange.Agreed agreed) {
        return agreed.key().orElseThrow();
    }

    private static Bytes dh(BigInteger y, BigInteger p, BigInteger g) throws Exception {
        return PublicKeyCodec.write(KeyFactory.getInstance("DH").generatePublic(new DHPublicKeySpec(y, p, g)));
    }

    private static Bytes decrypt(KeyPair pair, KeyExchange.Agreed agreed) throws Exception {
        // Not by the reference client: it asks Java for "RSA/EBC/PKCS1", which no provider has.
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        return Bytes.wrap(cipher.doFinal(agreed.reply().toArray()));
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
