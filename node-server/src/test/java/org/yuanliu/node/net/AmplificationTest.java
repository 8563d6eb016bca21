package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;
import org.yuanliu.wire.Envelope;

/** Whoever forges the sender of a datagram gets no more bytes sent to his victim than a multiple of his own. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class AmplificationTest {
    private static final long SEED = 20_261_128;
    private static final int FACTOR = 3;
    private static final List<InetSocketAddress> LOOPBACK = List.of(new InetSocketAddress("127.0.0.1", 0));

    private final Random random = new Random(SEED);
    private Loops loops;
    private UdpServer server;

    @BeforeEach
    void start() throws IOException {
        loops = Loops.start(Transport.best(), 1, 1);
        server = UdpServer.open(
                loops, LOOPBACK, UdpLimits.defaults().withAmplification(FACTOR), new EchoDoor(Runnable::run));
    }

    @AfterEach
    void stop() {
        server.close(Duration.ZERO);
        loops.close();
    }

    @Test
    void noRequestBringsMoreThanItsMultiple() throws IOException {
        try (UdpPeer peer = new UdpPeer(server.addresses().get(0))) {
            for (int i = 0; i < 500; i++) {
                Bytes request = Messages.request(2 * i, 44 + random.nextInt(4000), 1, random.nextInt(1400));
                peer.send(request);

                assertThat(bytesBeforeTheNext(peer, 2 * i + 1))
                        .as("seed %d, request %d of %d bytes", SEED, i, request.length())
                        .isLessThanOrEqualTo((long) FACTOR * request.length());
            }
        }
        assertThat(server.counters().tooLong()).isBetween(50L, 450L);
    }

    @Test
    void answerThatJustFitsIsSentAndOneByteMoreIsForTcp() throws IOException {
        try (UdpPeer peer = new UdpPeer(server.addresses().get(0))) {
            Bytes request = Messages.request(1, 3 * 52);
            peer.send(request);
            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));

            peer.send(Messages.request(2, 3 * 52 + 1));
            assertThat(peer.receive().u4(Frame.RESPONSE_CODE)).isEqualTo(2);
        }
    }

    @Test
    void envelopesOfFurtherDatagramsCountToo() throws IOException {
        try (UdpPeer peer = new UdpPeer(server.addresses().get(0))) {
            // Two datagrams of 512 bytes hold an answer of 1004.
            int padding = 290;
            Bytes request = Messages.request(1, 1004, 1, padding);
            assertThat(FACTOR * request.length()).isBetween(1024, 1030);
            peer.send(request);
            assertThat(peer.receive().length() + peer.receive().length()).isEqualTo(1024);

            peer.send(Messages.request(2, 1004, 1, padding - 2));
            assertThat(peer.receive().u4(Frame.RESPONSE_CODE)).isEqualTo(2);
        }
    }

    @Test
    void textIsLeftOutWhereThereIsNoRoomForIt() {
        Bytes answer = Messages.answer(Messages.request(7, 5000), 0);

        Bytes whole = AskOverTcp.insteadOf(answer, 1000);
        Bytes bare = AskOverTcp.insteadOf(answer, 60);

        assertThat(whole.slice(48, whole.length()).utf8()).contains("TCP");
        assertThat(bare.length()).isEqualTo(48);
        assertThat(bare.u4(Frame.RESPONSE_CODE)).isEqualTo(2);
        assertThat(bare.u4(Frame.BODY_LENGTH)).isEqualTo(4);
        assertThat(AskOverTcp.insteadOf(answer, 47)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void encryptedAnswerIsNotRefusedHere() {
        byte[] bytes = Messages.answer(Messages.request(7, 5000), 0).toArray();
        bytes[Frame.FLAGS] |= (byte) Envelope.ENCRYPTED;

        assertThat(AskOverTcp.insteadOf(Bytes.wrap(bytes), 1000)).isEqualTo(Bytes.EMPTY);
    }

    /** Bytes that come before the answer to the next small request, which is none of them. */
    private static long bytesBeforeTheNext(UdpPeer peer, int requestId) throws IOException {
        Bytes next = Messages.request(requestId, 44);
        peer.send(next);
        long bytes = 0;
        for (Bytes got = peer.receive(); got.u4(Frame.REQUEST_ID) != requestId; got = peer.receive()) {
            bytes += got.length();
        }
        return bytes;
    }
}
