package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

class FragmentsTest {

    @Test
    void shortMessageIsOneDatagram() {
        Bytes message = message(492);

        assertThat(Fragments.split(message)).containsExactly(message);
    }

    @Test
    void longMessageIsCutAsTheReferenceServerDoes() {
        List<Bytes> datagrams = Fragments.split(message(837));

        assertThat(datagrams).extracting(Bytes::length).containsExactly(512, 365);
        assertThat(datagrams.get(0).hex())
                .startsWith(Vector.bytes("l10-fragment-0").hex());
        assertThat(datagrams.get(1).hex())
                .startsWith(Vector.bytes("l10-fragment-1").hex());
    }

    @ParameterizedTest
    @ValueSource(ints = {493, 984, 985, 5000, MessageCodec.MAX_LENGTH})
    void messageIsPutTogetherInAnyOrder(int length) throws Exception {
        Bytes message = message(length);
        List<Bytes> datagrams = new ArrayList<>(Fragments.split(message));
        Collections.shuffle(datagrams, new Random(length));
        FragmentAssembly assembly = new FragmentAssembly(Envelope.read(datagrams.get(0)), MessageCodec.MAX_LENGTH);

        List<Bytes> whole = new ArrayList<>();
        for (Bytes datagram : datagrams) {
            assembly.add(Envelope.read(datagram), datagram).ifPresent(whole::add);
            assembly.add(Envelope.read(datagrams.get(0)), datagrams.get(0)).ifPresent(whole::add);
        }

        assertThat(whole).containsExactly(message);
    }

    @Test
    void fragmentOfAnotherMessageIsRefused() throws Exception {
        List<Bytes> longer = Fragments.split(message(2000));
        List<Bytes> shorter = Fragments.split(message(1000));
        FragmentAssembly assembly = new FragmentAssembly(Envelope.read(shorter.get(0)), MessageCodec.MAX_LENGTH);

        Bytes stranger = longer.get(1);
        Bytes cut = shorter.get(1).slice(0, 100);

        assertThat(assembly.add(Envelope.read(shorter.get(0)), shorter.get(0))).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> assembly.add(Envelope.read(stranger), stranger))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> assembly.add(Envelope.read(cut), cut)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void messageBeyondTheLimitIsNotBegun() throws Exception {
        Envelope envelope = Envelope.read(Fragments.split(message(2000)).get(0));

        assertThatThrownBy(() -> new FragmentAssembly(envelope, 1999)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void partIsKnownEvenWithoutItsFlag() throws Exception {
        assertThat(Fragments.isPart(Envelope.read(Vector.bytes("l10-fragment-0"))))
                .isTrue();
        assertThat(Fragments.isPart(Envelope.read(message(837)))).isTrue();
        assertThat(Fragments.isPart(Envelope.read(message(492)))).isFalse();
    }

    private static Bytes message(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        WireWriter out = new WireWriter();
        new Envelope(ProtocolVersion.OWN, ProtocolVersion.OWN, 0, 0, 5, 0, length).write(out);
        return out.raw(Bytes.wrap(data)).take();
    }
}
