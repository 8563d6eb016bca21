package org.yuanliu.node.handle;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Page;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.registry.RegistryFixture;
import org.yuanliu.wire.MessageCodec;

/** Whatever is sent to the door, it answers with a message that can be read, or stays silent. */
class DamagedMessagesTest {
    private static final int MESSAGES = 100_000;
    private static final long SEED = 20_261_124L;

    private final Random random = new Random(SEED);

    @Test
    void damagedMessagesAreAnsweredOrIgnored() {
        NodeKey key = NodeKey.generate(new SecureRandom());
        List<Runnable> waiting = new ArrayList<>();
        try (DoorPeer peer = new DoorPeer(key, key, waiting::add)) {
            List<Bytes> whole = requests().stream()
                    .map(request -> peer.request(request).bytes())
                    .toList();
            for (int i = 0; i < MESSAGES; i++) {
                Bytes damaged = damage(whole.get(random.nextInt(whole.size())));
                assertThatCode(() -> peer.door.serve(damaged, DoorPeer.line(), DamagedMessagesTest::check))
                        .as("seed %d, message %d: %s", SEED, i, damaged)
                        .doesNotThrowAnyException();
                // Signing and key agreement would take an hour; a few of each are enough.
                if (waiting.size() > 500) {
                    waiting.clear();
                }
            }
        }
    }

    private static void check(Bytes answer, boolean last) {
        assertThatCode(() -> MessageCodec.read(answer)).doesNotThrowAnyException();
    }

    private Bytes damage(Bytes whole) {
        byte[] bytes = whole.toArray();
        int hits = random.nextInt(6);
        for (int i = 0; i < hits; i++) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 0xFF;
                case 2 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt();
            };
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        return Bytes.copyOf(bytes, 0, length);
    }

    private static List<Request> requests() {
        Identifier coil = Identifier.known("88.118.8/Coil-7");
        List<Element> elements = List.of(
                Element.of(1, "URL", "https://example.org/coil/7"), RegistryFixture.url(2, "https://example.org/2"));
        Reference key = RegistryFixture.STEELWORKS;
        return List.of(
                new Request.Resolve(coil, Selection.PUBLIC),
                new Request.Resolve(RegistryFixture.STEEL_PREFIX, Selection.ALL),
                new Request.GetSite(),
                new Request.Create(coil, elements, false, false),
                new Request.Delete(coil),
                new Request.AddElements(coil, elements, true),
                new Request.RemoveElements(coil, List.of(1, 2)),
                new Request.ModifyElements(coil, elements),
                new Request.ListIdentifiers(RegistryFixture.STEEL_PREFIX, Page.first(50)),
                new Request.ListHomedPrefixes(Page.first(50)),
                new Request.HomePrefix(RegistryFixture.STEEL_PREFIX),
                new Request.UnhomePrefix(RegistryFixture.STEEL_PREFIX),
                new Request.AnswerChallenge("HS_PUBKEY", key, Bytes.hex("00000007534841323536")),
                new Request.VerifyAnswer(key, Bytes.utf8("n"), Bytes.utf8("d"), Bytes.hex("03ff")),
                new Request.SetUpSession(4, 60, Optional.of(key), Bytes.utf8("key"), Optional.empty()),
                new Request.EndSession(),
                new Request.ExchangeKey(Bytes.utf8("key")));
    }
}
