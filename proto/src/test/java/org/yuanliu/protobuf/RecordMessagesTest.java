package org.yuanliu.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.grpc.Element.DataCase;
import org.yuanliu.grpc.ResolveResponse;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Ttl;
import org.yuanliu.model.Version;

/** Records as messages: nothing is lost on the way there and back, and the fast way gives the same bytes. */
class RecordMessagesTest {
    private static final List<String> TEXTS =
            List.of("", "URL", "https://example.com/钢?x=🙂", "a\u0000b", "x".repeat(300));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void recordsComeBackAsTheyWere() throws BadField {
        for (int i = 0; i < 5_000; i++) {
            var found = found();
            assertThat(RecordMessages.read(RecordMessages.write(found), "record"))
                    .as("seed %d", seed)
                    .isEqualTo(found);
        }
    }

    @Test
    void encoderGivesTheBytesOfTheMessage() {
        for (int i = 0; i < 20_000; i++) {
            var found = found();
            var message = ResolveResponse.newBuilder()
                    .setRecord(RecordMessages.write(found))
                    .build();

            assertThat(ResolutionEncoder.encode(found))
                    .as("seed %d: %s", seed, found)
                    .isEqualTo(message.toByteArray());
        }
    }

    @Test
    void versionsComeBackAsTheyWere() throws BadField {
        for (int i = 0; i < 2_000; i++) {
            Optional<Reference> by = random.nextBoolean() ? Optional.of(reference()) : Optional.empty();
            var version = new Version(
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    by,
                    "update",
                    elements(),
                    elements(),
                    "late");

            assertThat(RecordMessages.read(RecordMessages.write(version), "v"))
                    .as("seed %d", seed)
                    .isEqualTo(version);
        }
    }

    @Test
    void receiptsComeBackAsTheyWere() throws BadField {
        var written = new Outcome.Written(Identifier.known("88.118.8/x"), 3, 1L << 40);

        assertThat(RecordMessages.read(RecordMessages.write(written))).isEqualTo(written);
    }

    @Test
    void dataIsTextOnlyIfItIsUtf8() {
        assertThat(write("c3a4").getDataCase()).isEqualTo(DataCase.TEXT);
        assertThat(write("").getDataCase()).isEqualTo(DataCase.TEXT);
        // An overlong form, a surrogate, a cut sequence, and a byte that is never UTF-8.
        for (var hex : List.of("c0af", "eda080", "e992", "ff")) {
            assertThat(write(hex).getDataCase()).as(hex).isEqualTo(DataCase.BINARY);
        }
    }

    @Test
    void elementThatSaysLittleGetsTheDefaults() throws BadField {
        var element = ElementMessages.read(
                org.yuanliu.grpc.Element.newBuilder().setIndex(1).setType("URL").build(), "e");

        assertThat(element).isEqualTo(Element.of(1, "URL", ""));
    }

    @Test
    void wrongIdentifierNamesItsField() {
        assertThatExceptionOfType(BadField.class)
                .isThrownBy(() -> ElementMessages.identifier(ByteString.EMPTY, "identifier"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("identifier"))
                .satisfies(e -> assertThat(e.problem().reason()).isEqualTo(Reason.INVALID_IDENTIFIER));
    }

    private static org.yuanliu.grpc.Element write(String hex) {
        return ElementMessages.write(Element.of(1, ElementType.URL, Bytes.hex(hex)));
    }

    private Outcome.Found found() {
        return new Outcome.Found(
                identifier(), elements(), number() & 0xFFFF_FFFFL, random.nextBoolean() ? 0 : random.nextLong());
    }

    private Elements elements() {
        List<Element> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(new Element(
                    1 + random.nextInt(Integer.MAX_VALUE - 1),
                    number(),
                    new Ttl(random.nextBoolean(), number()),
                    new Permissions(random.nextInt(16)),
                    new ElementType(TEXTS.get(random.nextInt(TEXTS.size()))),
                    data(),
                    random.nextInt(3) > 0 ? List.of() : List.of(reference(), reference())));
        }
        return Elements.of(elements);
    }

    private Bytes data() {
        if (random.nextBoolean()) {
            return Bytes.utf8(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        byte[] data = new byte[random.nextInt(40)];
        random.nextBytes(data);
        return Bytes.wrap(data);
    }

    private Reference reference() {
        return new Reference(identifier(), random.nextBoolean() ? 0 : random.nextInt() >>> 1);
    }

    private Identifier identifier() {
        return Identifier.known("88.118." + random.nextInt(1000) + "/钢" + "x".repeat(random.nextInt(200)));
    }

    /** Of any size in bytes, zero among them. */
    private int number() {
        return random.nextInt(8) == 0 ? 0 : random.nextInt() >>> random.nextInt(32);
    }
}
