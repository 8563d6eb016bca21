package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Role;
import org.yuanliu.model.Selection;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SignedBytes;

class DoorSessionTest {
    private static final Identifier COIL = Identifier.known("88.118.8/COIL-7");
    private static final Element URL = Element.of(1, "URL", "https://example.org/coil/7");

    private static NodeKey nodeKey;
    private static NodeKey steelKey;

    private DoorPeer peer;
    private PeerSession session;

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
        Message challenge = peer.send(session.mac(create("A")));
        assertThat(challenge.header().responseCode()).isEqualTo(402);

        Message done = peer.send(peer.signed(challenge));
        assertThat(done.header().responseCode()).isEqualTo(1);
        assertThat(done.envelope().sessionId()).isEqualTo(session.id);

        assertCode(1, session.mac(create("B")));
        assertCode(1, session.mac(new Request.Delete(Identifier.known("88.118.8/A"))));
    }

    @Test
    void sessionInNobodysNameIsChallengedEachTime() throws Exception {
        open(Optional.empty());

        assertThat(peer.send(peer.signed(peer.send(session.mac(create("A")))))
                        .header()
                        .responseCode())
                .isEqualTo(1);
        assertCode(402, session.mac(create("B")));
    }

    @Test
    void seenCounterIsRejected() throws Exception {
        authenticate();
        Message create = session.mac(create("A"));

        assertThat(peer.send(create).header().responseCode()).isEqualTo(1);
        assertThat(peer.send(create).header().responseCode()).isEqualTo(505);
    }

    @Test
    void messageWithAWrongMacIsRejected() throws Exception {
        authenticate();
        byte[] otherKey = session.key.clone();
        otherKey[0]++;
        PeerSession forger = new PeerSession(session.id, otherKey);

        assertThat(peer.send(forger.mac(create("A"))).header().responseCode()).isEqualTo(502);
    }

    @Test
    void messageWithoutMacSpeaksForNobody() throws Exception {
        authenticate();

        Message challenge = peer.send(session.plain(create("A")));
        assertThat(challenge.header().responseCode()).isEqualTo(402);
        assertThat(peer.send(session.plain(new Request.EndSession())).header().responseCode())
                .isEqualTo(404);
        assertCode(1, session.mac(create("B")));
    }

    @Test
    void idleOrUnknownSessionIsTimedOut() throws Exception {
        authenticate();

        peer.fixture.clock.advance(Duration.ofSeconds(601));

        assertCode(500, session.mac(create("A")));
        assertCode(500, new PeerSession(session.id + 2, session.key).mac(create("A")));
    }

    @Test
    void endedSessionIsGone() throws Exception {
        authenticate();

        assertCode(1, session.mac(new Request.EndSession()));
        assertCode(500, session.mac(create("A")));
        assertCode(500, session.mac(new Request.EndSession()));
    }

    @Test
    void certifiedAnswersCarryTheSessionsMacWithRisingCounters() throws Exception {
        authenticate();
        int last = 0;
        for (String name : List.of("A", "B", "C")) {
            Message answer = peer.send(session.mac(create(name), DoorPeer.FLAGS | OpFlags.CERTIFY));

            Credential credential = answer.credential().orElseThrow();
            assertThat(credential.type()).isEqualTo("HS_MAC");
            assertThat(credential.counter()).isGreaterThan(last);
            assertThat(credential.value()).isEqualTo(session.hmac(SignedBytes.of(answer, credential.counter())));
            last = credential.counter();
        }
    }

    @Test
    void encryptedConversationStaysEncryptedThroughTheChallenge() throws Exception {
        Bytes challenged = sendOne(session.encrypted(session.mac(create("A"))));
        assertThat(Envelope.read(challenged).has(Envelope.ENCRYPTED)).isTrue();
        Message challenge = session.decrypted(challenged);
        assertThat(challenge.header().responseCode()).isEqualTo(402);

        Message done = session.decrypted(sendOne(session.encrypted(peer.signed(challenge))));
        assertThat(done.header().responseCode()).isEqualTo(1);
        assertThat(ResponseCodec.read(done)).isInstanceOf(Response.Created.class);

        assertThat(session.decrypted(sendOne(session.encrypted(session.mac(create("A")))))
                        .header()
                        .responseCode())
                .isEqualTo(101);
    }

    @Test
    void encFlagAloneEncryptsTheAnswer() throws Exception {
        authenticate();

        Bytes answer = sendOne(
                session.mac(create("A"), DoorPeer.FLAGS | OpFlags.ENCRYPT).bytes());

        assertThat(Envelope.read(answer).has(Envelope.ENCRYPTED)).isTrue();
        assertThat(session.decrypted(answer).header().responseCode()).isEqualTo(1);
    }

    @Test
    void cipherTextOfAnotherKeyIsRejected() throws Exception {
        Bytes right = session.encrypted(session.mac(create("A")));
        byte[] wrong = right.toArray();
        wrong[wrong.length - 1] ^= 1;

        Message answer = MessageCodec.read(sendOne(Bytes.wrap(wrong)));

        assertThat(answer.header().responseCode()).isEqualTo(502);
    }

    @Test
    void copyOfADatagramSignedAnewGetsTheFirstAnswer() throws Exception {
        authenticate();
        Message create = session.plain(create("A"));
        Line datagram = new Line(DoorPeer.line().peer(), false);

        for (int copy = 0; copy < 3; copy++) {
            Bytes answer = peer.send(session.mac(create).bytes(), Optional.of(datagram))
                    .get(0);
            assertThat(MessageCodec.read(answer).header().responseCode()).isEqualTo(1);
        }
        assertCode(101, session.mac(create("A")));
    }

    @Test
    void strangerInASessionReadsWhatEveryoneReads() throws Exception {
        authenticate();
        assertCode(1, session.mac(new Request.Create(COIL, List.of(URL), false, false)));
        open(Optional.empty());

        assertCode(1, session.mac(new Request.Resolve(COIL, Selection.PUBLIC)));
    }

    @Test
    void userSpeaksInASessionWithTheRightsOfItsRole() throws Exception {
        Identifier amy = Identifier.known("88.118.8/User_amy");
        Reference key = new Reference(amy, 300);
        Bytes password = Bytes.utf8("amy's 口令");
        peer.fixture.change(
                new Request.AddUser(
                        amy,
                        Role.PLANT_WRITER,
                        Element.of(300, ElementType.HS_SECKEY, password, Permissions.HIDDEN),
                        ""),
                RegistryFixture.STEELWORKS);
        open(Optional.of(key));

        Message challenge = peer.send(session.mac(create("A")));
        Message created = peer.send(peer.secretly(challenge, key, password));

        assertThat(created.header().responseCode()).isEqualTo(1);
        assertCode(1, session.mac(create("B")));
        assertCode(401, session.mac(new Request.Delete(Identifier.known("88.118.8/A"))));
    }

    private void authenticate() throws Exception {
        Message challenge = peer.send(session.mac(create("FIRST")));
        assertThat(peer.send(peer.signed(challenge)).header().responseCode()).isEqualTo(1);
    }

    private void open(Optional<Reference> claimed) throws Exception {
        Message answer = peer.send(peer.request(setUp(claimed)));
        var ready = (Response.SessionReady) ResponseCodec.read(answer);
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.DECRYPT_MODE, steelKey.privateKey());
        ByteBuffer plain = ByteBuffer.wrap(rsa.doFinal(ready.data().toArray()));
        assertThat(plain.getInt()).isEqualTo(3);
        byte[] key = new byte[plain.remaining()];
        plain.get(key);
        session = new PeerSession(answer.envelope().sessionId(), key);
    }

    private static Request.SetUpSession setUp(Optional<Reference> claimed) {
        return new Request.SetUpSession(1, 600, claimed, PublicKeyCodec.write(steelKey.publicKey()), Optional.empty());
    }

    private static Request create(String suffix) {
        return new Request.Create(Identifier.known("88.118.8/" + suffix), List.of(URL), false, false);
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
