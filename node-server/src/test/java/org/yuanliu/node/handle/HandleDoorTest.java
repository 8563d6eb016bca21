package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Page;
import org.yuanliu.model.Permissions;
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
import org.yuanliu.wire.Proof;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.RequestDigest;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.SignedBytes;

class HandleDoorTest {
    private static final Identifier COIL = Identifier.known("88.118.8/Coil-7");
    private static final Element URL = Element.of(1, "URL", "https://example.org/coil/7");
    private static final Element HIDDEN =
            Element.of(2, new ElementType("PRICE"), Bytes.utf8("4711"), Permissions.HIDDEN);

    private static NodeKey nodeKey;
    private static NodeKey steelKey;

    private final DoorPeer peer = new DoorPeer(nodeKey, steelKey, Runnable::run);

    @BeforeAll
    static void makeKeys() {
        nodeKey = NodeKey.generate(new SecureRandom());
        steelKey = NodeKey.generate(new SecureRandom());
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void resolutionEchoesTheSpellingAndTheRequestId() throws Exception {
        givenCoil();
        Message request = peer.request(resolve("88.118.8/coil-7", Selection.PUBLIC));

        Message answer = peer.send(request);

        assertThat(answer.envelope().requestId()).isEqualTo(request.envelope().requestId());
        assertThat(answer.header().siteSerial()).isEqualTo(1);
        assertThat(answer.header().flags()).isEqualTo(0x9900_0000);
        assertThat(answer.header().expiration()).isGreaterThan((int) (peer.fixture.clock.millis() / 1000));
        var resolved = (Response.Resolved) ResponseCodec.read(answer);
        assertThat(resolved.identifier().text()).isEqualTo("88.118.8/coil-7");
        assertThat(resolved.elements().list()).extracting(Element::index).containsExactly(1);
    }

    @Test
    void whatGetsNoAnswerIsToldToTheCarrierAndCounted() throws Exception {
        Message answer = peer.send(peer.request(resolve("88.118.8/coil-7", Selection.PUBLIC)));
        AtomicInteger silences = new AtomicInteger();
        Door.Replies replies = new Door.Replies() {
            @Override
            public void send(Bytes message, boolean last) {
                throw new AssertionError("an answer: " + message);
            }

            @Override
            public void none() {
                silences.incrementAndGet();
            }
        };

        peer.door.serve(answer.bytes(), DoorPeer.line(), replies);
        peer.door.serve(Bytes.utf8("no envelope"), DoorPeer.line(), replies);

        assertThat(silences).hasValue(2);
        assertThat(peer.door.malformed().count()).isEqualTo(2);
    }

    @Test
    void changeByAStrangerIsChallengedAndDoneOnceHeHasSigned() throws Exception {
        Message create = peer.request(new Request.Create(COIL, List.of(URL), false, false));

        Message challenge = peer.send(create);
        assertThat(challenge.header().responseCode()).isEqualTo(402);
        assertThat(challenge.header().opCode()).isEqualTo(100);
        assertThat(challenge.header().has(OpFlags.REQUEST_DIGEST)).isTrue();
        assertThat(ResponseCodec.digest(challenge)).contains(RequestDigest.of(RequestDigest.Algorithm.SHA256, create));

        Message answer = peer.signed(challenge);
        Message done = peer.send(answer);

        assertThat(done.header().responseCode()).isEqualTo(1);
        assertThat(done.header().opCode()).isEqualTo(100);
        assertThat(done.envelope().requestId()).isEqualTo(answer.envelope().requestId());
        assertThat(done.envelope().sessionId()).isZero();
        assertThat(ResponseCodec.read(done)).isEqualTo(new Response.Created(Optional.of(COIL)));
        assertThat(peer.ask(resolve("88.118.8/COIL-7", Selection.PUBLIC))).isInstanceOf(Response.Resolved.class);
    }

    @Test
    void oldClientIsChallengedWithSha1() throws Exception {
        Message create = peer.request(new Request.Create(COIL, List.of(URL), false, false));
        byte[] old = create.bytes().toArray();
        old[1] = old[3] = 6;

        Message challenge = MessageCodec.read(peer.send(Bytes.wrap(old)).get(0));

        assertThat(challenge.envelope().version().toString()).isEqualTo("2.6");
        assertThat(ResponseCodec.digest(challenge).orElseThrow().algorithm()).isEqualTo(RequestDigest.Algorithm.SHA1);
    }

    @Test
    void challengeIsGoodForOneAnswer() throws Exception {
        Message answer = peer.signed(challenge(peer));

        peer.send(answer);

        assertCode(peer.send(answer), 405);
    }

    @Test
    void challengeIsGoodForAMinute() throws Exception {
        Message answer = peer.signed(challenge(peer));

        peer.fixture.clock.advance(Duration.ofSeconds(60));

        assertCode(peer.send(answer), 405);
    }

    @Test
    void wrongKeyIsRefusedWithTheOriginalOperation() throws Exception {
        Message challenge = challenge(peer);

        Message refused = peer.send(peer.signed(challenge, nodeKey, RegistryFixture.STEELWORKS));

        assertCode(refused, 403);
        assertThat(refused.header().opCode()).isEqualTo(100);
    }

    @Test
    void secretAnswersAChallengeToo() throws Exception {
        givenCoil();
        Message challenge = peer.send(peer.request(resolve("88.118.8/Coil-7", Selection.ALL)));
        assertCode(challenge, 402);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] secret = Bytes.utf8(DoorPeer.PASSWORD).toArray();
        digest.update(secret);
        digest.update(DoorPeer.challenged(challenge).toArray());
        digest.update(secret);
        Proof proof = new Proof.Mac(Proof.Mac.SHA256, Bytes.wrap(digest.digest()));

        Message refused = peer.send(peer.answer(challenge, DoorPeer.SECRET, proof, DoorPeer.FLAGS));

        // Proven, but 302 is no administrator: what is public is shown, what is not is left out.
        var resolved = (Response.Resolved) ResponseCodec.read(refused);
        assertThat(resolved.elements().list()).extracting(Element::index).containsExactly(1);
    }

    @Test
    void administratorReadsHiddenElements() throws Exception {
        givenCoil();
        Message challenge = peer.send(peer.request(resolve("88.118.8/Coil-7", Selection.ALL)));

        var resolved = (Response.Resolved) ResponseCodec.read(peer.send(peer.signed(challenge)));

        assertThat(resolved.elements().list()).extracting(Element::index).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void unreadableProofIsRefused() throws Exception {
        Message challenge = challenge(peer);
        Envelope envelope = Envelope.ofRequest(challenge.envelope().sessionId(), 99);
        var answer = new Request.AnswerChallenge("HS_NOTHING", RegistryFixture.STEELWORKS, Bytes.utf8("x"));

        Message refused =
                peer.send(RequestCodec.write(envelope, Header.ofRequest(DoorPeer.FLAGS, 0x7FFF_FFFF), answer));

        assertCode(refused, 403);
        assertThat(refused.header().opCode()).isEqualTo(100);
    }

    @Test
    void certifiedAnswerIsSignedByTheNode() throws Exception {
        givenCoil();
        int flags = OpFlags.CLIENT_DEFAULT | OpFlags.CERTIFY | OpFlags.REQUEST_DIGEST;
        Message request = peer.request(resolve("88.118.8/Coil-7", Selection.PUBLIC), flags);

        Message answer = peer.send(request);

        Credential credential = answer.credential().orElseThrow();
        assertThat(credential.type()).isEqualTo("HS_SIGNED");
        assertThat(credential.algorithm()).isEqualTo("SHA-256");
        assertThat(answer.header().has(OpFlags.CERTIFY)).isTrue();
        assertThat(ResponseCodec.digest(answer)).contains(RequestDigest.of(RequestDigest.Algorithm.SHA256, request));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(nodeKey.publicKey());
        verifier.update(SignedBytes.of(answer, 0).toArray());
        assertThat(verifier.verify(credential.value().toArray())).isTrue();
    }

    @Test
    void verifyAnswerSaysYesOrNo() throws Exception {
        Bytes nonce = Bytes.utf8("nonce");
        Bytes digest = Bytes.utf8("digest");
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] secret = Bytes.utf8(DoorPeer.PASSWORD).toArray();
        sha.update(secret);
        sha.update(nonce.concat(digest).toArray());
        sha.update(secret);
        Bytes answer = Bytes.hex("03").concat(Bytes.wrap(sha.digest()));

        assertThat(peer.ask(new Request.VerifyAnswer(DoorPeer.SECRET, nonce, digest, answer)))
                .isEqualTo(new Response.Verified(true));
        assertThat(peer.ask(new Request.VerifyAnswer(DoorPeer.SECRET, digest, nonce, answer)))
                .isEqualTo(new Response.Verified(false));
        assertThat(peer.ask(new Request.VerifyAnswer(RegistryFixture.STRANGER, nonce, digest, answer)))
                .isEqualTo(new Response.Verified(false));
    }

    @Test
    void longListComesInMessagesOfFifty() throws Exception {
        for (int i = 0; i < 123; i++) {
            peer.fixture.change(
                    new Request.Create(Identifier.known("88.118.8/L" + i), List.of(URL), false, false),
                    RegistryFixture.STEELWORKS);
        }
        Message challenge =
                peer.send(peer.request(new Request.ListIdentifiers(RegistryFixture.STEEL_PREFIX, Page.first(1))));

        List<Bytes> answers = peer.send(peer.signed(challenge).bytes());

        List<Integer> sizes = new ArrayList<>();
        List<Boolean> continued = new ArrayList<>();
        List<Identifier> names = new ArrayList<>();
        for (Bytes answer : answers) {
            Message message = MessageCodec.read(answer);
            assertThat(message.header().opCode()).isEqualTo(105);
            var page = (Response.Names) ResponseCodec.read(message);
            sizes.add(page.names().size());
            names.addAll(page.names());
            continued.add(message.header().has(OpFlags.CONTINUED));
        }
        assertThat(sizes).containsExactly(50, 50, 23);
        assertThat(continued).containsExactly(true, true, false);
        assertThat(names).doesNotHaveDuplicates().hasSize(123);
    }

    @Test
    void unknownOperationsAreNotSupportedAndEchoed() throws Exception {
        for (int opCode : new int[] {106, 1000, 1001, 1002, 1003, 2000, 2001, 4711, -1}) {
            byte[] bytes = peer.request(new Request.GetSite()).bytes().toArray();
            writeInt(bytes, Envelope.BYTES, opCode);

            Message answer = MessageCodec.read(peer.send(Bytes.wrap(bytes)).get(0));

            assertCode(answer, 5);
            assertThat(answer.header().opCode()).isEqualTo(opCode);
            assertThat(answer.envelope().requestId()).isPositive();
        }
    }

    @Test
    void operationZeroIsAProtocolError() throws Exception {
        byte[] bytes = peer.request(new Request.GetSite()).bytes().toArray();
        writeInt(bytes, Envelope.BYTES, 0);

        assertCode(MessageCodec.read(peer.send(Bytes.wrap(bytes)).get(0)), 4);
    }

    @Test
    void compressedAndMeasurelessMessagesAreProtocolErrors() throws Exception {
        byte[] compressed = peer.request(new Request.GetSite()).bytes().toArray();
        compressed[2] |= (byte) 0x80;
        byte[] endless = peer.request(new Request.GetSite()).bytes().toArray();
        writeInt(endless, 16, -1);
        byte[] cut = peer.request(new Request.GetSite()).bytes().slice(0, 30).toArray();

        for (byte[] bytes : List.of(compressed, endless, cut)) {
            Message answer = MessageCodec.read(peer.send(Bytes.wrap(bytes)).get(0));
            assertCode(answer, 4);
            assertThat(answer.envelope().requestId()).isPositive();
        }
    }

    @Test
    void answersAreNeverAnswered() throws Exception {
        byte[] answer = challenge(peer).bytes().toArray();
        byte[] damaged = answer.clone();
        writeInt(damaged, 40, 1_000_000);

        for (byte[] bytes : List.of(answer, damaged)) {
            List<Bytes> replies = new ArrayList<>();
            peer.door.serve(Bytes.wrap(bytes), DoorPeer.line(), (reply, last) -> replies.add(reply));
            assertThat(replies).isEmpty();
        }
    }

    @Test
    void tooManyHopsAreRefused() throws Exception {
        byte[] bytes =
                peer.request(resolve("88.118.8/X", Selection.PUBLIC)).bytes().toArray();
        bytes[Envelope.BYTES + 14] = 10;
        assertCode(MessageCodec.read(peer.send(Bytes.copyOf(bytes)).get(0)), 100);

        bytes[Envelope.BYTES + 14] = 11;
        assertCode(MessageCodec.read(peer.send(Bytes.copyOf(bytes)).get(0)), 6);
    }

    @Test
    void encryptedAnswerOutsideASessionIsRefused() throws Exception {
        assertCode(
                peer.send(peer.request(
                        resolve("88.118.8/X", Selection.PUBLIC), OpFlags.CLIENT_DEFAULT | OpFlags.ENCRYPT)),
                4);
    }

    @Test
    void nationalFlagComesBackAndTheirPrefixWithoutSlashNamesThePrefixRecord() throws Exception {
        Message answer = peer.send(
                peer.request(resolve("88.118.8", Selection.PUBLIC), OpFlags.CLIENT_DEFAULT | OpFlags.TRUSTED_QUERY));

        assertCode(answer, 1);
        assertThat(answer.header().has(OpFlags.TRUSTED_QUERY)).isTrue();
        assertThat(answer.header().has(OpFlags.TRUSTED_RESULT)).isFalse();
    }

    @Test
    void fullPoolIsSaidToBeBusy() throws Exception {
        try (DoorPeer busy = new DoorPeer(nodeKey, steelKey, task -> {
            throw new RejectedExecutionException();
        })) {
            Message certified =
                    busy.request(resolve("88.118.8/X", Selection.PUBLIC), OpFlags.CLIENT_DEFAULT | OpFlags.CERTIFY);
            Message proof = busy.signed(challenge(busy));

            assertCode(busy.send(certified), 3);
            assertCode(busy.send(proof), 3);
        }
    }

    private static Message challenge(DoorPeer challenged) throws MalformedMessage {
        return challenged.send(challenged.request(new Request.Create(COIL, List.of(URL), false, false)));
    }

    private void givenCoil() {
        peer.fixture.change(new Request.Create(COIL, List.of(URL, HIDDEN), false, false), RegistryFixture.STEELWORKS);
    }

    private static Request.Resolve resolve(String identifier, Selection selection) {
        return new Request.Resolve(Identifier.known(identifier), selection);
    }

    private static void assertCode(Message answer, int code) throws MalformedMessage {
        assertThat(answer.header().responseCode())
                .as("%s", ResponseCodec.read(answer))
                .isEqualTo(code);
    }

    private static void writeInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 24 - 8 * i);
        }
    }
}
