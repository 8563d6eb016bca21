package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.wire.MessageCodec;

class ReassemblyTest {
    private static final long SEED = 314;
    private static final UdpLimits LIMITS = new UdpLimits(16 << 10, 10, 100, 20, 1 << 20, Duration.ofSeconds(5));

    private final UdpCounters counters = new UdpCounters();
    private final Reassembly reassembly = new Reassembly(LIMITS, counters);

    @Test
    void partsGiveTheMessageInWhateverOrderTheyCome() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Bytes message = Messages.request(round, 44, 1, 492 + random.nextInt(5000));
            List<Bytes> parts = parts(message);
            parts.addAll(parts.subList(0, random.nextInt(parts.size())));
            Collections.shuffle(parts, random);

            List<Bytes> whole = new ArrayList<>();
            for (Bytes part : parts) {
                add(peer(round), part, 0).ifPresent(whole::add);
            }

            // What comes twice after the end begins a message that never ends, but gives none of its own.
            assertThat(whole).as("seed %d round %d", SEED, round).startsWith(message);
        }
    }

    @Test
    void truncationFlagIsGoneFromTheWholeMessage() {
        Bytes message = Messages.request(5, 44, 1, 700);

        add(peer(1), marked(parts(message).get(1)), 0);
        Optional<Bytes> whole = add(peer(1), marked(parts(message).get(0)), 0);

        assertThat(whole).contains(message);
    }

    @Test
    void sameNumberFromTwoPeersIsTwoMessages() {
        Bytes one = Messages.request(5, 44, 1, 700);
        Bytes other = Messages.request(5, 60, 1, 700);

        add(peer(1), parts(one).get(0), 0);
        add(peer(2), parts(other).get(0), 0);

        assertThat(add(peer(1), parts(one).get(1), 0)).contains(one);
        assertThat(add(peer(2), parts(other).get(1), 0)).contains(other);
    }

    @Test
    void anotherLengthUnderTheSameNumberStartsAnew() {
        Bytes given = Messages.request(5, 44, 1, 700);
        Bytes instead = Messages.request(5, 44, 1, 600);

        add(peer(1), parts(given).get(0), 0);
        add(peer(1), parts(instead).get(0), 0);

        assertThat(add(peer(1), parts(instead).get(1), 0)).contains(instead);
        assertThat(reassembly.size()).isZero();
    }

    @Test
    void whatIsNoExactPartIsRefusedAndLeavesNothingBehind() {
        Bytes first = parts(Messages.request(5, 44, 1, 1000)).get(0);
        Bytes tooLong = Bytes.wrap(ByteBuffer.wrap(first.toArray())
                .putInt(16, MessageCodec.MAX_LENGTH + 1)
                .array());

        List<Bytes> wrong = List.of(
                first.slice(0, 511),
                first.concat(Bytes.utf8("x")),
                at(first, 2),
                at(first, 3),
                at(first, -1),
                at(first, Integer.MAX_VALUE),
                tooLong);
        for (Bytes datagram : wrong) {
            assertThatThrownBy(() -> reassembly.add(peer(1), datagram, 0)).isInstanceOf(MalformedMessage.class);
        }

        assertThat(reassembly.size()).isZero();
        assertThat(reassembly.cost()).isZero();
    }

    @Test
    void lateMessageIsForgotten() {
        Bytes message = Messages.request(5, 44, 1, 700);
        long late = Duration.ofSeconds(5).toNanos();

        add(peer(1), parts(message).get(0), 0);
        Optional<Bytes> whole = add(peer(1), parts(message).get(1), late);

        assertThat(whole).isEmpty();
        assertThat(counters.incomplete()).isEqualTo(1);

        reassembly.expire(3 * late);

        assertThat(reassembly.size()).isZero();
        assertThat(reassembly.cost()).isZero();
    }

    @Test
    void oneSenderHoldsNoMoreThanItsShare() {
        for (int i = 0; i < 1000; i++) {
            add(peer(1), parts(Messages.request(i, 44, 1, 200_000)).get(0), i);
            assertThat(reassembly.size()).isLessThanOrEqualTo(20);
            assertThat(reassembly.cost()).isLessThanOrEqualTo(LIMITS.memory() / 4);
        }

        assertThat(counters.incomplete()).isEqualTo(980);
    }

    @Test
    void floodFromOneSenderDoesNotTouchAnother() {
        Bytes slow = Messages.request(5, 44, 1, 700);

        add(peer(2), parts(slow).get(0), 0);
        for (int i = 0; i < 10_000; i++) {
            add(peer(1), parts(Messages.request(i, 44, 1, 600)).get(0), i);
        }

        assertThat(add(peer(2), parts(slow).get(1), 10_000)).contains(slow);
    }

    @Test
    void floodFromManySendersStaysWithinTheWhole() {
        for (int i = 0; i < 10_000; i++) {
            add(peer(i), parts(Messages.request(i, 44, 1, 100_000)).get(0), i);
            assertThat(reassembly.size()).isLessThanOrEqualTo(100);
            assertThat(reassembly.cost()).isLessThanOrEqualTo(LIMITS.memory());
        }

        reassembly.expire(Duration.ofMinutes(1).toNanos());

        assertThat(reassembly.cost()).isZero();
        assertThat(counters.incomplete()).isEqualTo(10_000);
    }

    private Optional<Bytes> add(InetSocketAddress peer, Bytes part, long now) {
        try {
            return reassembly.add(peer, part, now);
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private static InetSocketAddress peer(int number) {
        return new InetSocketAddress("10.1." + (number >> 8 & 255) + "." + (number & 255), 2000);
    }

    static List<Bytes> parts(Bytes message) {
        List<Bytes> parts = new ArrayList<>();
        for (int from = 20, i = 0; from < message.length(); from += 492, i++) {
            Bytes envelope = at(message.slice(0, 20), i);
            parts.add(envelope.concat(message.slice(from, Math.min(message.length(), from + 492))));
        }
        return parts;
    }

    static Bytes marked(Bytes part) {
        byte[] changed = part.toArray();
        changed[2] |= 0x20;
        return Bytes.wrap(changed);
    }

    private static Bytes at(Bytes part, int place) {
        return Bytes.wrap(ByteBuffer.wrap(part.toArray()).putInt(12, place).array());
    }
}
