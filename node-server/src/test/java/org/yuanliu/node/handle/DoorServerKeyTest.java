package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SignedBytes;

/** Sessions of mode 2: the node gives a public key, the peer sends the session's key under it. */
class DoorServerKeyTest {
    private static final byte[] KEY =
            Bytes.utf8("0123456789abcdef0123456789abcdef").toArray();
    private static final Bytes AES = Bytes.hex("00000003");
    private static final Request SET_UP =
            new Request.SetUpSession(2, 600, Optional.of(RegistryFixture.STEELWORKS), Bytes.EMPTY, Optional.empty());

    private static NodeKey nodeKey;
    private static NodeKey steelKey;

    private DoorPeer peer;
    private PublicKey offered;
    private PeerSession session;

    @BeforeAll
    static void makeKeys() {
        nodeKey = NodeKey.generate(new SecureRandom());
        steelKey = NodeKey.generate(new SecureRandom());
    }

    @BeforeEach
    void start() throws Exception {
        peer = new DoorPeer(nodeKey, steelKey, Runnable::run);
        setUp();
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void keyThatThePeerSendsOpensTheSession() throws Exception {
        Message answer = peer.send(session.plain(secret(AES.concat(Bytes.wrap(KEY)))));
        assertThat(ResponseCodec.read(answer)).isInstanceOf(Response.Empty.class);
        assertThat(answer.envelope().sessionId()).isEqualTo(session.id);

        Message challenge = peer.send(session.mac(create("A")));
        assertThat(challenge.header().responseCode()).isEqualTo(402);
        assertThat(peer.send(peer.signed(challenge)).header().responseCode()).isEqualTo(1);
        assertThat(code(session.mac(create("B")))).isEqualTo(1);

        Bytes hidden = peer.send(session.encrypted(session.mac(create("C")))).get(0);
        assertThat(session.decrypted(hidden).header().responseCode()).isEqualTo(1);
    }

    @Test
    void keyWithoutItsCipherWillDo() throws Exception {
        assertThat(code(session.plain(secret(Bytes.wrap(KEY))))).isEqualTo(1);

        assertThat(code(session.mac(create("A")))).isEqualTo(402);
    }

    @Test
    void keyIsNotTheOneThatSigns() {
        assertThat(offered).isNotEqualTo(nodeKey.publicKey());
    }

    @Test
    void answersUntilTheSessionIsOpenAreSignedByTheNode() throws Exception {
        int certified = DoorPeer.FLAGS | OpFlags.CERTIFY;

        assertSigned(peer.send(peer.request(SET_UP, certified)));
        assertSigned(peer.send(session.plain(secret(Bytes.wrap(KEY)), certified)));

        Message answer = peer.send(session.mac(create("A"), certified));
        assertThat(answer.credential().orElseThrow().type()).isEqualTo(Credential.MAC);
    }

    @Test
    void peerIsNotToldWhetherItsKeyCouldBeRead() throws Exception {
        Message right = peer.send(session.plain(secret(Bytes.wrap(KEY))));
        List<Bytes> wrong = List.of(
                encrypted("RSA/ECB/NoPadding", Bytes.wrap(KEY)),
                encrypted("RSA/ECB/PKCS1Padding", Bytes.utf8("short")),
                encrypted("RSA/ECB/PKCS1Padding", Bytes.hex("00000001").concat(Bytes.wrap(KEY))),
                Bytes.wrap(new byte[256]),
                Bytes.hex("ff".repeat(256)),
                Bytes.EMPTY);
        for (Bytes secret : wrong) {
            setUp();

            Message answer = peer.send(session.plain(new Request.ExchangeKey(secret)));

            assertThat(answer.payload()).as("%s", secret).isEqualTo(right.payload());
            assertThat(code(session.mac(create("A")))).isEqualTo(502);
            Bytes hidden = session.encrypted(session.mac(create("A")));
            assertThat(MessageCodec.read(peer.send(hidden).get(0)).header().responseCode())
                    .isEqualTo(502);
        }
    }

    /** Else what the node hides in one session would show in the other whether both have one key. */
    @Test
    void sessionsWithTheSameBytesForAKeyTellNoMoreThanOne() throws Exception {
        Request resolve = new Request.Resolve(RegistryFixture.STEEL_PREFIX, Selection.PUBLIC);
        List<Bytes> secrets = List.of(
                encrypted("RSA/ECB/PKCS1Padding", Bytes.wrap(KEY)), encrypted("RSA/ECB/NoPadding", Bytes.wrap(KEY)));
        for (Bytes secret : secrets) {
            peer.send(session.plain(new Request.ExchangeKey(secret)));
            Message asked = session.plain(resolve, DoorPeer.FLAGS | OpFlags.ENCRYPT);
            byte[] hidden = peer.send(asked.bytes()).get(0).toArray();
            setUp();
            peer.send(session.plain(new Request.ExchangeKey(secret)));
            ByteBuffer.wrap(hidden).putInt(4, session.id);

            List<Bytes> answers = new ArrayList<>();
            peer.door.serve(Bytes.wrap(hidden), DoorPeer.line(), (answer, last) -> answers.add(answer));

            assertThat(answers).as("an answer, read and left alone").isEmpty();
            setUp();
        }
    }

    @Test
    void sessionWithoutAKeyTakesNothingElse() throws Exception {
        Request resolve = new Request.Resolve(RegistryFixture.STEEL_PREFIX, Selection.PUBLIC);

        assertThat(code(session.plain(resolve))).isEqualTo(501);
        assertThat(code(session.mac(create("A")))).isEqualTo(501);
        assertThat(code(session.plain(new Request.EndSession()))).isEqualTo(501);
        Bytes hidden = session.encrypted(session.mac(create("A")));
        assertThat(MessageCodec.read(peer.send(hidden).get(0)).header().responseCode())
                .isEqualTo(500);

        assertThat(code(session.plain(secret(Bytes.wrap(KEY))))).isEqualTo(1);
    }

    @Test
    void secondKeyIsRefusedAndChangesNothing() throws Exception {
        assertThat(code(session.plain(secret(Bytes.wrap(KEY))))).isEqualTo(1);

        assertThat(code(session.plain(secret(Bytes.utf8("another key ...."))))).isEqualTo(501);

        assertThat(code(session.mac(create("A")))).isEqualTo(402);
    }

    @Test
    void keyForNoSessionIsRefused() throws Exception {
        for (int id : new int[] {0, session.id + 2, session.id + 1, -2}) {
            Message message = new PeerSession(id, KEY).plain(secret(Bytes.wrap(KEY)));

            assertThat(code(message)).as("session %d", id).isEqualTo(501);
        }
    }

    @Test
    void keyThatComesTooLateIsRefused() throws Exception {
        peer.fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(code(session.plain(secret(Bytes.wrap(KEY))))).isEqualTo(501);
        assertThat(code(session.mac(create("A")))).isEqualTo(500);
    }

    private void setUp() throws Exception {
        Message answer = peer.send(peer.request(SET_UP));
        var ready = (Response.SessionReady) ResponseCodec.read(answer);
        assertThat(ready.mode()).isEqualTo(2);
        offered = PublicKeyCodec.read(ready.data());
        session = new PeerSession(answer.envelope().sessionId(), KEY);
    }

    private Request secret(Bytes secret) throws Exception {
        return new Request.ExchangeKey(encrypted("RSA/ECB/PKCS1Padding", secret));
    }

    private Bytes encrypted(String how, Bytes secret) throws Exception {
        Cipher cipher = Cipher.getInstance(how);
        cipher.init(Cipher.ENCRYPT_MODE, offered);
        return Bytes.wrap(cipher.doFinal(secret.toArray()));
    }

    private static Request create(String suffix) {
        Element url = Element.of(1, "URL", "https://example.org/coil/7");
        return new Request.Create(Identifier.known("88.118.8/" + suffix), List.of(url), false, false);
    }

    private static void assertSigned(Message answer) throws Exception {
        Credential credential = answer.credential().orElseThrow();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(nodeKey.publicKey());
        verifier.update(SignedBytes.of(answer, credential.counter()).toArray());
        assertThat(verifier.verify(credential.value().toArray())).isTrue();
    }

    private int code(Message message) throws Exception {
        return peer.send(message).header().responseCode();
    }
}
