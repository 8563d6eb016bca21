package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.interfaces.DHPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

class PublicKeyCodecTest {

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "RSA, 2048", "DSA, 1024", "DSA, 2048"})
    void keySurvives(String algorithm, int bits) throws Exception {
        PublicKey key = generate(algorithm, bits);

        assertThat(PublicKeyCodec.read(PublicKeyCodec.write(key))).isEqualTo(key);
    }

    @Test
    void keyOfASessionSurvives() throws Exception {
        DHPublicKey key = (DHPublicKey) generate("DH", 2048);

        DHPublicKey read = (DHPublicKey) PublicKeyCodec.read(PublicKeyCodec.write(key));

        assertThat(read.getY()).isEqualTo(key.getY());
        assertThat(read.getParams().getP()).isEqualTo(key.getParams().getP());
        assertThat(read.getParams().getG()).isEqualTo(key.getParams().getG());
    }

    @Test
    void fourZeroBytesBehindAnRsaKeyMayBeMissing() throws Exception {
        Bytes bytes = Vector.bytes("n11-rsa-key");

        PublicKey key = PublicKeyCodec.read(bytes);

        assertThat(((RSAPublicKey) key).getModulus().bitLength()).isEqualTo(2048);
        assertThat(PublicKeyCodec.write(key)).isEqualTo(bytes);
        assertThat(PublicKeyCodec.read(bytes.slice(0, bytes.length() - 4))).isEqualTo(key);
        assertThatThrownBy(() -> PublicKeyCodec.read(bytes.concat(Bytes.hex("00"))))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void keyAsTextIsRead(String lineEnd) throws Exception {
        PublicKey key = generate("RSA", 2048);
        String base64 = Base64.getMimeEncoder(64, lineEnd.getBytes()).encodeToString(key.getEncoded());
        String text = "-----BEGIN PUBLIC KEY-----" + lineEnd + base64 + lineEnd + "-----END PUBLIC KEY-----";

        assertThat(PublicKeyCodec.read(Bytes.utf8(text))).isEqualTo(key);
        assertThat(PublicKeyCodec.read(Bytes.utf8(lineEnd + text + lineEnd + lineEnd)))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void textThatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> PublicKeyCodec.read(Bytes.utf8(text))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void keyOfAnAbsurdSizeIsRefused() {
        BigInteger three = BigInteger.valueOf(3);
        BigInteger small = BigInteger.ONE.shiftLeft(1000).add(BigInteger.ONE);
        BigInteger large = BigInteger.ONE.shiftLeft(8300).add(BigInteger.ONE);
        BigInteger right = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);

        assertRefused(rsa(three, small));
        assertRefused(rsa(three, large));
        assertRefused(rsa(three, right.negate()));
        assertRefused(rsa(BigInteger.ONE, right));
        assertRefused(rsa(three, right.add(BigInteger.ONE)));
        assertRefused(rsa(BigInteger.ONE.shiftLeft(70).add(BigInteger.ONE), right));
    }

    @Test
    void sessionKeyThatGivesTheSecretAwayIsRefused() {
        BigInteger p = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
        BigInteger two = BigInteger.TWO;

        for (BigInteger y : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE), p}) {
            assertRefused(numbers("DH_PUB_KEY", y, p, two));
        }
        assertRefused(numbers("DH_PUB_KEY", two, p, BigInteger.ONE));
    }

    @Test
    void kindThatIsUnknownIsRefused() {
        assertRefused(numbers("SM9_PUB_KEY", BigInteger.TEN));
        assertThatThrownBy(() -> PublicKeyCodec.write(generate("EC", 256)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Bytes rsa(BigInteger exponent, BigInteger modulus) {
        return numbers("RSA_PUB_KEY", exponent, modulus);
    }

    private static Bytes numbers(String kind, BigInteger... numbers) {
        WireWriter out = new WireWriter().str(kind).u2(0);
        for (BigInteger number : numbers) {
            out.bytes(Bytes.wrap(number.toByteArray()));
        }
        return out.take();
    }

    private static void assertRefused(Bytes key) {
        assertThatThrownBy(() -> PublicKeyCodec.read(key)).isInstanceOf(MalformedMessage.class);
    }

    private static PublicKey generate(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }
}
