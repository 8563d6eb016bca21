package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;

class SignedBytesTest {

    @Test
    void credentialVectorIsReadAndWrittenAgain() throws Exception {
        Bytes bytes = Vector.bytes("v16-credential-mac");

        Credential credential = CredentialCodec.read(bytes);

        assertThat(credential.counter()).isEqualTo(1);
        assertThat(credential.type()).isEqualTo(Credential.MAC);
        assertThat(credential.algorithm()).isEqualTo(Credential.HMAC_SHA256);
        assertThat(CredentialCodec.write(credential)).isEqualTo(bytes);
    }

    @Test
    void macVectorIsOverEnvelopeHeaderAndBody() throws Exception {
        Credential expected = CredentialCodec.read(Vector.bytes("v16-credential-mac"));
        Message plain = Vector.message("v01-resolve");
        Envelope envelope = new Envelope(ProtocolVersion.OWN, ProtocolVersion.OWN, 0, 5, 9, 0, 0);
        Message message = RequestCodec.write(envelope, plain.header(), RequestCodec.read(plain));

        Bytes signed = SignedBytes.of(message, 1);

        assertThat(hmacSha256("0123456789abcdef", signed)).isEqualTo(expected.value());
    }

    private static Bytes hmacSha256(String key, Bytes data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return Bytes.wrap(mac.doFinal(data.toArray()));
    }

    @Test
    void signedBytesDependOnTheVersion() throws Exception {
        assertThat(SignedBytes.of(message(2, 11), 7).hex())
                .startsWith("020b020b" + "00000005" + "00000009" + "00000007" + "00000002");
        assertThat(SignedBytes.of(message(3, 0), 7).hex()).startsWith("0300020b" + "00000005");
        assertThat(SignedBytes.of(message(2, 8), 7).hex()).startsWith("0208020b" + "00000005");
        assertThat(SignedBytes.of(message(2, 7), 7).hex())
                .startsWith("0207" + "00000005" + "00000009" + "00000007" + "00000002");
        assertThat(SignedBytes.of(message(2, 4), 7)).isEqualTo(message(2, 4).signedPart());
        assertThat(SignedBytes.newest(message(2, 3), 0).hex()).startsWith("0203020b" + "00000005");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void versionsWithBrokenMacsAreRefused(int minor) throws Exception {
        Message message = message(2, minor);

        assertThatThrownBy(() -> SignedBytes.of(message, 7))
                .isInstanceOfSatisfying(
                        MalformedMessage.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(Reason.INVALID_CREDENTIAL));
    }

    private static Message message(int major, int minor) {
        Envelope envelope = new Envelope(new ProtocolVersion(major, minor), ProtocolVersion.OWN, 0, 5, 9, 0, 0);
        return RequestCodec.write(envelope, Header.ofRequest(0, 0), new Request.GetSite());
    }

    @Test
    void messageKeepsItsSignedPartWhenACredentialIsPutBehindIt() throws Exception {
        Message plain = Vector.message("v01-resolve");
        Credential credential = Credential.mac(3, Bytes.hex("ab".repeat(32)));

        Message sent = plain.with(credential);
        Message received = MessageCodec.read(sent.bytes());

        assertThat(plain.credential()).isEmpty();
        assertThat(received.credential()).contains(credential);
        assertThat(received.signedPart()).isEqualTo(plain.signedPart());
    }

    @Test
    void messageWithoutCredentialLengthHasNoCredential() throws Exception {
        Message login = Vector.message("n06-login");

        assertThat(login.credential()).isEmpty();
        assertThat(login.signedPart().length()).isEqualTo(46);
    }

    @Test
    void damagedCredentialIsRefusedAsSuch() throws Exception {
        Bytes sent = Vector.message("v01-resolve")
                .with(Credential.mac(3, Bytes.hex("ab".repeat(32))))
                .bytes();
        byte[] damaged = sent.toArray();
        damaged[damaged.length - 36]++;

        Message received = MessageCodec.read(Bytes.wrap(damaged));

        assertThatThrownBy(received::credential)
                .isInstanceOfSatisfying(
                        MalformedMessage.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(Reason.INVALID_CREDENTIAL));
    }

    @Test
    void encryptedMessageComesBack() throws Exception {
        Message plain = Vector.message("v01-resolve");
        Bytes cipherText = Bytes.wrap(new byte[96]);

        Bytes sent = MessageCodec.encrypted(plain, cipherText);
        Envelope envelope = Envelope.read(sent);
        Message back = MessageCodec.decrypted(envelope, plain.payload());

        assertThat(envelope.has(Envelope.ENCRYPTED)).isTrue();
        assertThat(envelope.length()).isEqualTo(96);
        assertThat(sent.length()).isEqualTo(116);
        assertThat(back.signedPart()).isEqualTo(plain.signedPart());
        assertThat(RequestCodec.read(back)).isEqualTo(RequestCodec.read(plain));
        assertThatThrownBy(() -> MessageCodec.read(sent)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void loginAnswerOfANationalClientHoldsASignatureOverNonceAndDigest() throws Exception {
        Response.ChallengeIssued challenge =
                (Response.ChallengeIssued) ResponseCodec.read(Vector.message("n07-login-challenge"));
        RequestDigest digest = RequestDigest.of(RequestDigest.Algorithm.SHA256, Vector.message("n06-login"));
        Request.AnswerChallenge answer =
                (Request.AnswerChallenge) RequestCodec.read(Vector.message("n08-login-answer"));
        PublicKey key = PublicKeyCodec.read(Vector.bytes("n11-rsa-key"));

        Proof.Signature proof = (Proof.Signature) ProofCodec.read(answer.authType(), answer.answer());

        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update(challenge.nonce().concat(digest.value()).toArray());
        assertThat(proof.digest()).isEqualTo("SHA-256");
        assertThat(check.verify(proof.value().toArray())).isTrue();
        assertThat(ProofCodec.write(proof)).isEqualTo(answer.answer());
    }

    @Test
    void macAnswerVectorIsReadAndWrittenAgain() throws Exception {
        Request.AnswerChallenge answer =
                (Request.AnswerChallenge) RequestCodec.read(Vector.message("v11-answer-mac-sha1"));

        Proof proof = ProofCodec.read(answer.authType(), answer.answer());

        assertThat(proof)
                .isEqualTo(new Proof.Mac(Proof.Mac.SHA1, Bytes.hex("1d39427b3b26f98e45d19b31f1eddd296b2a41cf")));
        assertThat(ProofCodec.write(proof)).isEqualTo(answer.answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000186a1" + "000000a0",
                "00000000" + "000000a0",
                "ffffffff" + "000000a0",
                "00002710" + "00000208",
                "00002710" + "000000a1"
            })
    void derivationThatCostsTooMuchIsRefused(String numbers) {
        Bytes answer = Bytes.hex("22" + "00000010" + "00".repeat(16) + numbers + "00000014" + "00".repeat(20));

        assertThatThrownBy(() -> ProofCodec.read("HS_SECKEY", answer)).isInstanceOf(MalformedMessage.class);
    }
}
