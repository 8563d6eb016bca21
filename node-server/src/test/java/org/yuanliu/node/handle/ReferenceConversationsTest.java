package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Request;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;

/** The door answers what the reference server 9.3.1 answered, byte for byte but for times and nonces (L1 to L8). */
class ReferenceConversationsTest {
    private static final Path VECTORS = Path.of("../proto/src/test/resources/wire");
    private static final int HEADER = Envelope.BYTES;
    private static final int EXPIRATION = HEADER + 16;
    private static final int NONCE_BYTES = 16;

    private static NodeKey key;

    private DoorPeer peer;

    @BeforeAll
    static void makeKey() {
        key = NodeKey.generate(new SecureRandom());
    }

    @BeforeEach
    void givenTheRecordOfTheConversations() throws Exception {
        peer = new DoorPeer(key, key, Runnable::run);
        Instant written = Instant.ofEpochSecond(0x6553_F100);
        peer.fixture.clock.advance(Duration.between(peer.fixture.clock.instant(), written));
        var stored = (Response.Resolved) ResponseCodec.read(MessageCodec.read(vector("l01-resolved")));
        create("88.118.8/COIL-7", stored.elements().list());
        create(
                "88.118.8/SECRET",
                List.of(Element.of(1, ElementType.HS_SECKEY, Bytes.utf8("secret"), Permissions.HIDDEN)));
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void resolution() throws Exception {
        assertThat(answer(vector("l01-resolve"))).isEqualTo(timeless(vector("l01-resolved")));
    }

    @Test
    void keepConnectionIsNotEchoed() throws Exception {
        Bytes answer = answer(vector("l02-resolve-keep-connection"));

        assertThat(answer.u4(HEADER + 8)).isEqualTo(0x9900_0000);
        assertThat(answer).isEqualTo(timeless(vector("l01-resolved")));
    }

    @Test
    void missingIdentifier() throws Exception {
        assertThat(answer(asking("88.118.8/Coil-8"))).isEqualTo(timeless(vector("l03-not-found")));
    }

    @Test
    void foreignPrefixButForTheWords() throws Exception {
        Bytes answer = answer(asking("99.999.9/Coil-7"));
        Bytes reference = timeless(vector("l04-foreign-prefix"));

        assertThat(answer.slice(HEADER, HEADER + 20)).isEqualTo(reference.slice(HEADER, HEADER + 20));
    }

    @Test
    void nothingOfTheType() throws Exception {
        byte[] asked = vector("l01-resolve").toArray();
        // An index list of one: 9 is no element of the record.
        byte[] filtered = new byte[asked.length + 4];
        int indexes = HEADER + 24 + 4 + 15;
        System.arraycopy(asked, 0, filtered, 0, indexes + 4);
        filtered[indexes + 3] = 1;
        filtered[indexes + 7] = 9;
        filtered[HEADER - 1] += 4;
        filtered[HEADER + 23] += 4;

        assertThat(answer(Bytes.wrap(filtered)).u4(HEADER + 4)).isEqualTo(200);
    }

    @Test
    void hiddenElementIsChallenged() throws Exception {
        byte[] asking = asking("88.118.8/secret").toArray();
        asking[HEADER + 8] = 0x18;
        Bytes answer = answer(Bytes.wrap(asking));
        Bytes reference = timeless(vector("l06-challenge"));

        int digest = HEADER + 24;
        assertThat(answer.length()).isEqualTo(reference.length());
        assertThat(answer.slice(HEADER, digest + 1)).isEqualTo(reference.slice(HEADER, digest + 1));
        int nonce = answer.length() - 4 - NONCE_BYTES;
        assertThat(answer.u4(nonce - 4)).isEqualTo(NONCE_BYTES);
    }

    @Test
    void unknownOperationIsToldSoUnlikeInTheReference() throws Exception {
        byte[] asking = vector("l01-resolve").toArray();
        asking[HEADER + 3] = 106;

        Bytes answer = answer(Bytes.wrap(asking));

        assertThat(answer.u4(8)).isEqualTo(1);
        assertThat(answer.u4(HEADER)).isEqualTo(106);
        assertThat(answer.u4(HEADER + 4)).isEqualTo(5);
    }

    @Test
    void questionInVersionThreeIsAnsweredInTwoEleven() throws Exception {
        byte[] asking = vector("l01-resolve").toArray();
        asking[0] = 3;
        asking[1] = 0;
        asking[2] = 3;
        asking[3] = 0;

        Bytes answer = answer(Bytes.wrap(asking));

        assertThat(answer.slice(0, HEADER)).isEqualTo(vector("l08-answer-to-3.0-envelope"));
        assertThat(answer).isEqualTo(timeless(vector("l01-resolved")));
    }

    private void create(String identifier, List<Element> elements) {
        peer.fixture.change(
                new Request.Create(Identifier.known(identifier), elements, false, false), RegistryFixture.STEELWORKS);
    }

    private Bytes answer(Bytes message) {
        List<Bytes> answers = peer.send(message);
        assertThat(answers).hasSize(1);
        return timeless(answers.get(0));
    }

    /** The question of L1 for another identifier of the same length. */
    private static Bytes asking(String identifier) throws IOException {
        byte[] asked = vector("l01-resolve").toArray();
        byte[] name = identifier.getBytes(StandardCharsets.UTF_8);
        assertThat(name).hasSize(15);
        System.arraycopy(name, 0, asked, HEADER + 28, name.length);
        return Bytes.wrap(asked);
    }

    private static Bytes timeless(Bytes message) {
        byte[] bytes = message.toArray();
        for (int i = 0; i < 4; i++) {
            bytes[EXPIRATION + i] = 0;
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes vector(String name) throws IOException {
        return Bytes.hex(Files.readString(VECTORS.resolve(name + ".hex"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining()));
    }
}
