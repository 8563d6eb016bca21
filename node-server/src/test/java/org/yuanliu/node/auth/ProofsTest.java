package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.handle.hdllib.Common;
import net.handle.hdllib.Util;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.ProofCodec;
import org.yuanliu.wire.PublicKeyCodec;

class ProofsTest {
    private static final Reference RSA = Reference.known(300, "0.NA/88.118.8");
    private static final Reference DSA = Reference.known(301, "0.NA/88.118.8");
    private static final Reference SECRET = Reference.known(302, "0.NA/88.118.8");
    private static final Reference EMPTY_SECRET = Reference.known(303, "0.NA/88.118.8");
    private static final Reference JUNK = Reference.known(304, "0.NA/88.118.8");
    private static final Reference ANY = Reference.known(0, "0.na/88.118.8");
    private static final Bytes PASSWORD = Bytes.utf8("铁水-hot metal");
    private static final Bytes DATA = Bytes.utf8("nonce and digest");

    private static KeyPair rsa;
    private static KeyPair dsa;
    private static Keys keys;

    private final Proofs proofs = new Proofs(keys, false);
    private final Proofs lenient = new Proofs(keys, true);

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = generate("RSA", 2048);
        dsa = generate("DSA", 1024);
        keys = new Keys()
                .with(JUNK, ElementType.HS_PUBKEY, Bytes.utf8("no key"))
                .with(RSA, ElementType.HS_PUBKEY, PublicKeyCodec.write(rsa.getPublic()))
                .with(DSA, ElementType.HS_PUBKEY, PublicKeyCodec.write(dsa.getPublic()))
                .with(SECRET, ElementType.HS_SECKEY, PASSWORD)
                .with(EMPTY_SECRET, ElementType.HS_SECKEY, Bytes.EMPTY);
    }

    @Test
    void rsaAndDsaSignaturesProveTheirKeys() throws Exception {
        assertProven(proofs.prove(RSA, sign(rsa, "SHA256withRSA", "SHA-256"), DATA), RSA);
        assertProven(proofs.prove(RSA, sign(rsa, "SHA256withRSA", "SHA256"), DATA), RSA);
        assertProven(proofs.prove(DSA, sign(dsa, "SHA256withDSA", "SHA-256"), DATA), DSA);
    }

    @Test
    void indexZeroFindsTheKeyThatFits() throws Exception {
        assertProven(proofs.prove(ANY, sign(rsa, "SHA256withRSA", "SHA-256"), DATA), RSA);
        assertProven(proofs.prove(ANY, sign(dsa, "SHA256withDSA", "SHA-256"), DATA), DSA);
    }

    @Test
    void signatureOfAnotherKeyOrOverOtherDataProvesNothing() throws Exception {
        Proof signature = sign(rsa, "SHA256withRSA", "SHA-256");

        assertFailed(proofs.prove(DSA, signature, DATA));
        assertFailed(proofs.prove(RSA, signature, Bytes.utf8("another nonce")));
        assertFailed(proofs.prove(SECRET, signature, DATA));
        assertFailed(proofs.prove(JUNK, signature, DATA));
        assertFailed(proofs.prove(Reference.known(300, "0.NA/88.118.9"), signature, DATA));
        assertFailed(proofs.prove(RSA, new Proof.Signature("SHA-256", Bytes.EMPTY), DATA));
        assertFailed(proofs.prove(RSA, new Proof.Signature("SM3", Bytes.utf8("x")), DATA));
    }

    @Test
    void sha1IsTakenOnlyWhereItIsSwitchedOnAndMd5Never() throws Exception {
        Proof sha1 = sign(rsa, "SHA1withRSA", "SHA1");

        assertFailed(proofs.prove(RSA, sha1, DATA));
        assertProven(lenient.prove(RSA, sha1, DATA), RSA);
        assertProven(lenient.prove(DSA, sign(dsa, "SHA1withDSA", "SHA1"), DATA), DSA);
        assertFailed(lenient.prove(RSA, sign(rsa, "MD5withRSA", "MD5"), DATA));
        assertFailed(proofs.prove(SECRET, enclosed(Proof.Mac.SHA1, "SHA-1"), DATA));
        assertProven(lenient.prove(SECRET, enclosed(Proof.Mac.SHA1, "SHA-1"), DATA), SECRET);
        assertFailed(lenient.prove(SECRET, enclosed(Proof.Mac.MD5, "MD5"), DATA));
    }

    @Test
    void macsUnderTheSecretProveIt() throws Exception {
        assertProven(proofs.prove(SECRET, enclosed(Proof.Mac.SHA256, "SHA-256"), DATA), SECRET);
        assertProven(proofs.prove(SECRET, hmac(Proof.Mac.HMAC_SHA1, "HmacSHA1"), DATA), SECRET);
        assertProven(proofs.prove(SECRET, hmac(Proof.Mac.HMAC_SHA256, "HmacSHA256"), DATA), SECRET);
        assertFailed(proofs.prove(SECRET, new Proof.Mac(0x77, Bytes.utf8("?")), DATA));
        assertFailed(proofs.prove(SECRET, new Proof.Mac(Proof.Mac.HMAC_SHA256, Bytes.EMPTY), DATA));
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                Common.HASH_CODE_SHA256,
                Common.HASH_CODE_HMAC_SHA1,
                Common.HASH_CODE_HMAC_SHA256,
                Common.HASH_CODE_PBKDF2_HMAC_SHA1
            })
    void whatTheReferenceClientCalculatesProvesTheSecret(byte algorithm) throws Exception {
        byte[] mac = Util.doMac(algorithm, DATA.toArray(), PASSWORD.toArray());
        Bytes answer = Bytes.wrap(new byte[] {algorithm}).concat(Bytes.wrap(mac));

        Proof proof = ProofCodec.read("HS_SECKEY", answer);

        assertProven(proofs.prove(SECRET, proof, DATA), SECRET);
        assertFailed(proofs.prove(SECRET, proof, Bytes.utf8("another nonce")));
        assertFailed(proofs.prove(RSA, proof, DATA));
    }

    @Test
    void pbkdf2WithOtherNumbersWorksToo() throws Exception {
        Bytes salt = Bytes.utf8("salt");
        var generator = new PKCS5S2ParametersGenerator(new SHA1Digest());
        // The clients write each byte of the secret as one character, which PBKDF2 sees as UTF-8.
        String characters = new String(PASSWORD.toArray(), StandardCharsets.ISO_8859_1);
        generator.init(characters.getBytes(StandardCharsets.UTF_8), salt.toArray(), 123);
        byte[] derived = ((KeyParameter) generator.generateDerivedParameters(256)).getKey();

        Proof proof = new Proof.Pbkdf2(salt, 123, 256, mac("HmacSHA1", derived));

        assertProven(proofs.prove(SECRET, proof, DATA), SECRET);
        assertFailed(proofs.prove(SECRET, new Proof.Pbkdf2(Bytes.EMPTY, 123, 256, Bytes.EMPTY), DATA));
    }

    @Test
    void shownSecretIsComparedWhole() {
        assertProven(proofs.prove(SECRET, new Secret(PASSWORD)), SECRET);
        assertFailed(proofs.prove(SECRET, Secret.utf8("铁水")));
        assertFailed(proofs.prove(RSA, new Secret(PASSWORD)));
    }

    @Test
    void emptyOrUnnamedSecretProvesNothing() {
        assertFailed(proofs.prove(EMPTY_SECRET, Secret.utf8("")));
        assertFailed(proofs.prove(ANY, new Secret(PASSWORD)));
    }

    private static void assertProven(Finding finding, Reference identity) {
        assertThat(finding).isEqualTo(new Finding.Proven(identity));
    }

    private static void assertFailed(Finding finding) {
        assertThat(finding)
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.AUTHENTICATION_FAILED));
    }

    private static Proof sign(KeyPair pair, String algorithm, String digest) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(DATA.toArray());
        return reread(new Proof.Signature(digest, Bytes.wrap(signer.sign())));
    }

    private static Proof enclosed(int code, String algorithm) throws Exception {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        PASSWORD.digestInto(digest);
        DATA.digestInto(digest);
        PASSWORD.digestInto(digest);
        return reread(new Proof.Mac(code, Bytes.wrap(digest.digest())));
    }

    private static Proof hmac(int code, String algorithm) throws Exception {
        return reread(new Proof.Mac(code, mac(algorithm, PASSWORD.toArray())));
    }

    private static Bytes mac(String algorithm, byte[] key) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return Bytes.wrap(mac.doFinal(DATA.toArray()));
    }

    private static Proof reread(Proof proof) throws MalformedMessage {
        return ProofCodec.read(ProofCodec.authType(proof), ProofCodec.write(proof));
    }

    private static KeyPair generate(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
