package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SignedBytes;

class DoorSessionTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-7");
    private static final Element URL = Element.of(1, "URL", "https://example.org/coil/7");

    private static NodeKey nodeKey;
    private static NodeKey steelKey;

    private DoorPeer peer;
    private int sessionId;
    private byte[] sessionKey;
    private int counter;
    private int requestId = 1000;

    @BeforeAll
    static void makeKeys() {
        nodeKey = NodeKey.generate(new SecureRandom());
        steelKey = NodeKey.generate(new SecureRandom());
    }

    @BeforeEach
    void setUpSession() throws Exception {
        peer = new DoorPeer(nodeKey, steelKey, Runnable::run);
        open(Optional.of(RegistryFixture.STEELWORKS));
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void answerThatOpensASessionIsSignedByTheNode() throws Exception {
        Message answer = peer.send(peer.request(setUp(Optional.empty()), DoorPeer.FLAGS | OpFlags.CERTIFY));

        Credential credential = answer.credential().orElseThrow();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(nodeKey.publicKey());
        verifier.update(SignedBytes.of(answer, credential.counter()).toArray());
        assertThat(verifier.verify(credential.value().toArray())).isTrue();
        assertThat(answer.envelope().sessionId()).isPositive();
    }

    @Test
    void firstChangeIsChallengedAndThenTheSessionSpeaksForItsIdentity() throws Exception {
        Message challenge = peer.send(mac(create("A")));
        assertThat(challenge.header().responseCode()).isEqualTo(402);

        Message done = peer.send(peer.signed(challenge));
        assertThat(done.header().responseCode()).isEqualTo(1);
        assertThat(done.envelope().sessionId()).isEqualTo(sessionId);

        assertCode(1, mac(create("B")));
        assertCode(1, mac(new Request.Delete(Identifier.known("88.118.8/A"))));
    }

    @Test
    void sessionInNobodysNameIsChallengedEachTime() throws Exception {
        open(Optional.empty());

        assertThat(peer.send(peer.signed(peer.send(mac(create("A"))))).header().responseCode())
                .isEqualTo(1);
        assertCode(402, mac(create("B")));
    }

    @Test
    void seenCounterIsRejected() throws Exception {
        authenticate();
        Message create = mac(create("A"));

        assertThat(peer.send(create).header().responseCode()).isEqualTo(1);
        assertThat(peer.send(create).header().responseCode()).isEqualTo(505);
    }

    @Test
    void messageWithAWrongMacIsRejected() throws Exception {
        authenticate();
        Message create = plain(create("A"), DoorPeer.FLAGS);
        sessionKey[0]++;
        Message forged = create.with(Credential.mac(++counter, hmac(SignedBytes.of(create, counter))));

        assertThat(peer.send(forged).header().responseCode()).isEqualTo(502);
    }

    @Test
    void messageWithoutMacSpeaksForNobody() throws Exception {
        authenticate();

        Message challenge = peer.send(plain(create("A"), DoorPeer.FLAGS));
        assertThat(challenge.header().responseCode()).isEqualTo(402);
        assertThat(peer.send(plain(new Request.EndSession(), DoorPeer.FLAGS))
                        .header()
                        .responseCode())
                .isEqualTo(404);
        assertCode(1, mac(create("B")));
    }

    @Test
    void idleOrUnknownSessionIsTimedOut() throws Exception {
        authenticate();

        peer.fixture.clock.advance(Duration.ofSeconds(601));

        assertCode(500, mac(create("A")));
        sessionId += 2;
        assertCode(500, mac(create("A")));
    }

    @Test
    void endedSessionIsGone() throws Exception {
        authenticate();

        assertCode(1, mac(new Request.EndSession()));
        assertCode(500, mac(create("A")));
        assertCode(500, mac(new Request.EndSession()));
    }

    @Test
    void certifiedAnswersCarryTheSessionsMacWithRisingCounters() throws Exception {
        authenticate();
        int last = 0;
        for (String name : List.of("A", "B", "C")) {
            Message answer = peer.send(mac(create(name), DoorPeer.FLAGS | OpFlags.CERTIFY));

            Credential credential = answer.credential().orElseThrow();
            assertThat(credential.type()).isEqualTo("HS_MAC");
            assertThat(credential.counter()).isGreaterThan(last);
            assertThat(credential.value()).isEqualTo(hmac(SignedBytes.of(answer, credential.counter())));
            last = credential.counter();
        }
    }

    @Test
    void encryptedConversationStaysEncryptedThroughTheChallenge() throws Exception {
        Bytes challenged = sendOne(encrypted(mac(create("A"))));
        assertThat(Envelope.read(challenged).has(Envelope.ENCRYPTED)).isTrue();
        Message challenge = decrypted(challenged);
        assertThat(challenge.header().responseCode()).isEqualTo(402);

        Message done = decrypted(sendOne(encrypted(peer.signed(challenge))));
        assertThat(done.header().responseCode()).isEqualTo(1);
        assertThat(ResponseCodec.read(done)).isInstanceOf(Response.Created.class);

        assertThat(decrypted(sendOne(encrypted(mac(create("A"))))).header().responseCode())
                .isEqualTo(101);
    }

    @Test
    void encFlagAloneEncryptsTheAnswer() throws Exception {
        authenticate();

        Bytes answer =
                sendOne(mac(create("A"), DoorPeer.FLAGS | OpFlags.ENCRYPT).bytes());

        assertThat(Envelope.read(answer).has(Envelope.ENCRYPTED)).isTrue();
        assertThat(decrypted(answer).header().responseCode()).isEqualTo(1);
    }

    @Test
    void cipherTextOfAnotherKeyIsRejected() throws Exception {
        Bytes right = encrypted(mac(create("A")));
        byte[] wrong = right.toArray();
        wrong[wrong.length - 1] ^= 1;

        Message answer = MessageCodec.read(sendOne(Bytes.wrap(wrong)));

        assertThat(answer.header().responseCode()).isEqualTo(502);
    }

    @Test
    void copyOfADatagramSignedAnewGetsTheFirstAnswer() throws Exception {
        authenticate();
        Message create = plain(create("A"), DoorPeer.FLAGS);
        Line datagram = new Line(DoorPeer.line().peer(), false);

        for (int copy = 0; copy < 3; copy++) {
            Message signed = create.with(Credential.mac(++counter, hmac(SignedBytes.of(create, counter))));
            Bytes answer = peer.send(signed.bytes(), Optional.of(datagram)).get(0);
            assertThat(MessageCodec.read(answer).header().responseCode()).isEqualTo(1);
        }
        assertCode(101, mac(create("A")));
    }

    @Test
    void strangerInASessionReadsWhatEveryoneReads() throws Exception {
        authenticate();
        assertCode(1, mac(new Request.Create(COIL, List.of(URL), false, false)));
        open(Optional.empty());

        assertCode(1, mac(new Request.Resolve(COIL, Selection.PUBLIC)));
    }

    private void authenticate() throws Exception {
        Message challenge = peer.send(mac(create("FIRST")));
        assertThat(peer.send(peer.signed(challenge)).header().responseCode()).isEqualTo(1);
    }

    private void open(Optional<Reference> claimed) throws Exception {
        Message answer = peer.send(peer.request(setUp(claimed)));
        var ready = (Response.SessionReady) ResponseCodec.read(answer);
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.DECRYPT_MODE, steelKey.privateKey());
        ByteBuffer plain = ByteBuffer.wrap(rsa.doFinal(ready.data().toArray()));
        assertThat(plain.getInt()).isEqualTo(3);
        sessionKey = new byte[plain.remaining()];
        plain.get(sessionKey);
        sessionId = answer.envelope().sessionId();
        counter = 0;
    }

    private static Request.SetUpSession setUp(Optional<Reference> claimed) {
        return new Request.SetUpSession(1, 600, claimed, PublicKeyCodec.write(steelKey.publicKey()), Optional.empty());
    }

    private static Request create(String suffix) {
        return new Request.Create(Identifier.known("88.118.8/" + suffix), List.of(URL), false, false);
    }

    private Message plain(Request request, int flags) {
        Envelope envelope = Envelope.ofRequest(sessionId, ++requestId);
        return RequestCodec.write(envelope, Header.ofRequest(flags, 0x7FFF_FFFF), request);
    }

    private Message mac(Request request) throws Exception {
        return mac(request, DoorPeer.FLAGS);
    }

    private Message mac(Request request, int flags) throws Exception {
        Message plain = plain(request, flags);
        return plain.with(Credential.mac(++counter, hmac(SignedBytes.of(plain, counter))));
    }

    private Bytes hmac(Bytes data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(sessionKey, "HmacSHA256"));
        return Bytes.wrap(mac.doFinal(data.toArray()));
    }

    private Bytes encrypted(Message message) throws Exception {
        byte[] iv = "0123456789abcdef".getBytes();
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv, 0);
        Bytes text = Bytes.wrap(cipher.doFinal(message.payload().toArray()));
        return MessageCodec.encrypted(message, Bytes.wrap(iv).concat(text));
    }

    private Message decrypted(Bytes message) throws Exception {
        byte[] bytes = message.toArray();
        int text = Envelope.BYTES + 16;
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, bytes, Envelope.BYTES);
        return MessageCodec.decrypted(
                Envelope.read(message), Bytes.wrap(cipher.doFinal(bytes, text, bytes.length - text)));
    }

    private Cipher cipher(int mode, byte[] iv, int at) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(sessionKey, 0, 16, "AES"), new IvParameterSpec(iv, at, 16));
        return cipher;
    }

    private Bytes sendOne(Bytes message) {
        List<Bytes> answers = peer.send(message);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private void assertCode(int code, Message message) throws Exception {
        Message answer = peer.send(message);
        assertThat(answer.header().responseCode())
                .as("%s", ResponseCodec.read(answer))
                .isEqualTo(code);
    }
}
