package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class UdpServerTest {
    private static final long SEED = 2641;
    private static final Executor AT_ONCE = Runnable::run;
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    @Parameter
    Transport transport;

    private Loops loops;
    private UdpServer server;

    @BeforeEach
    void start() {
        assumeTrue(transport == Transport.NIO || Transport.best() == Transport.EPOLL);
        loops = Loops.start(transport, 1, 2);
    }

    @AfterEach
    void stop() {
        server.close(Duration.ZERO);
        loops.close();
    }

    @Test
    void oneDatagramIsAnsweredWithOne() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            Bytes request = Messages.request(1, 512);
            peer.send(request);

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
    }

    @Test
    void answersFromOtherThreadsArrive() throws IOException {
        try (Shuffler shuffler = new Shuffler(SEED);
                UdpPeer peer = serve(shuffler)) {
            Set<Bytes> expected = new HashSet<>();
            Set<Bytes> received = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                Bytes request = Messages.request(i, 100);
                expected.add(Messages.answer(request, 0));
                peer.send(request);
            }
            for (int i = 0; i < 100; i++) {
                received.add(peer.receive());
            }

            assertThat(received).isEqualTo(expected);
        }
    }

    @Test
    void longAnswerComesInMarkedParts() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            Bytes request = Messages.request(1, 5000, 1, 600);
            peer.send(request);

            for (Bytes part : ReassemblyTest.parts(Messages.answer(request, 0))) {
                assertThat(peer.receive()).isEqualTo(ReassemblyTest.marked(part));
            }
        }
    }

    @Test
    void requestInPartsIsAnsweredInWhateverOrderTheyCome() throws IOException {
        Random random = new Random(SEED);
        try (UdpPeer peer = serve(AT_ONCE)) {
            for (int i = 0; i < 50; i++) {
                Bytes request = Messages.request(i, 100, 1, 492 + random.nextInt(10_000));
                List<Bytes> parts = ReassemblyTest.parts(request);
                Collections.shuffle(parts, random);
                for (Bytes part : parts) {
                    peer.send(random.nextBoolean() ? ReassemblyTest.marked(part) : part);
                }

                assertThat(peer.receive()).as("seed %d", SEED).isEqualTo(Messages.answer(request, 0));
            }
        }
    }

    @Test
    void largestRequestPassesInParts() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            Bytes request = Messages.request(7, 100, 1, 262_144 - 32);
            int sent = 0;
            for (Bytes part : ReassemblyTest.parts(request)) {
                peer.send(part);
                if (++sent % 50 == 0) {
                    // The next request tells that the parts before it were taken out of the socket.
                    assertThat(peer.hearsNothingBefore(Messages.request(100 + sent, 100)))
                            .isTrue();
                }
            }

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
    }

    @Test
    void longerDatagramInOnePieceIsTaken() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            Bytes request = Messages.request(1, 100, 1, 1400);
            peer.send(request);

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
    }

    @Test
    void answerTooLongForUdpIsAnErrorThatSendsClientsToTcp() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            peer.send(Messages.request(1, 20 + (16 << 10) + 1, 1, 1400));
            Bytes answer = peer.receive();

            assertThat(answer.u4(Frame.REQUEST_ID)).isEqualTo(1);
            assertThat(answer.u4(Frame.RESPONSE_CODE)).isEqualTo(2);
            assertThat(answer.u4(Frame.MESSAGE_LENGTH)).isEqualTo(answer.length() - 20);
            assertThat(answer.slice(48, 48 + answer.u4(44)).utf8()).contains("TCP");
            assertThat(server.counters().tooLong()).isEqualTo(1);
        }
    }

    @Test
    void listIsAnsweredByTheSameError() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            peer.send(Messages.request(1, 100, 3, 0));

            assertThat(peer.receive().u4(Frame.RESPONSE_CODE)).isEqualTo(2);
            assertThat(peer.hearsNothingBefore(Messages.request(2, 100))).isTrue();
        }
    }

    @Test
    void whatIsNoRequestIsDroppedInSilence() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE)) {
            Bytes good = Messages.request(1, 100);
            Bytes answer = Messages.answer(good, 0);
            Bytes oversize = Bytes.wrap(
                    ByteBuffer.wrap(good.toArray()).putInt(16, 300_000).array());
            Bytes negative =
                    Bytes.wrap(ByteBuffer.wrap(good.toArray()).putInt(16, -1).array());
            List<Bytes> bad = List.of(
                    Bytes.utf8("hello"),
                    good.slice(0, 19),
                    good.slice(0, 40),
                    good.concat(Bytes.utf8("x")),
                    oversize,
                    negative,
                    answer);
            peer.send(Bytes.EMPTY);
            for (Bytes datagram : bad) {
                peer.send(datagram);
            }

            assertThat(peer.hearsNothingBefore(Messages.request(2, 100))).isTrue();
            assertThat(server.counters().malformed()).isEqualTo(bad.size());
        }
    }

    @Test
    void floodOfFirstPartsHarmsNobody() throws Exception {
        try (UdpPeer peer = serve(AT_ONCE)) {
            CountDownLatch flooding = new CountDownLatch(500);
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(flooding));
            flooding.await();
            Bytes slow = Messages.request(1, 100, 1, 700);
            List<Bytes> parts = ReassemblyTest.parts(slow);
            peer.send(parts.get(0));

            int answered = 0;
            for (int i = 2; i < 102; i++) {
                answered += peer.hearsNothingBefore(Messages.request(i, 100)) ? 1 : 0;
            }
            flood.cancel(true);

            assertThat(answered).isEqualTo(100);
        }
    }

    private void flood(CountDownLatch sent) {
        try (UdpPeer attacker = new UdpPeer(server.addresses().get(0))) {
            for (int i = 0; i < 20_000; i++) {
                attacker.send(
                        ReassemblyTest.parts(Messages.request(i, 100, 1, 2000)).get(0));
                sent.countDown();
                if (i % 20 == 0) {
                    // Else the attack would be one on the socket's buffer, which no server can help.
                    attacker.hearsNothingBefore(Messages.request(i, 100));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void doorThatFailsHarmsNobodyElse() throws IOException {
        Door door = (message, line, replies) -> {
            if (message.u4(Frame.REQUEST_ID) == 1) {
                throw new IllegalStateException("a bug");
            }
            replies.send(Messages.answer(message, 0), true);
            replies.send(Messages.answer(message, 0), true);
        };
        try (UdpPeer peer = open(door)) {
            peer.send(Messages.request(1, 100));

            assertThat(peer.hearsNothingBefore(Messages.request(2, 100))).isTrue();
            assertThat(peer.hearsNothingBefore(Messages.request(3, 100))).isTrue();
        }
    }

    @Test
    void closingLetsOpenRequestsBeAnswered() throws Exception {
        CompletableFuture<Runnable> held = new CompletableFuture<>();
        try (UdpPeer peer = serve(held::complete)) {
            Bytes request = Messages.request(1, 1000);
            peer.send(request);
            Runnable answer = held.get();

            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(30)));
            answer.run();
            closing.join();

            assertThat(peer.receive().u4(Frame.REQUEST_ID)).isEqualTo(1);
        }
    }

    @Test
    void messageWithoutAnAnswerDelaysNoClosing() throws Exception {
        CompletableFuture<Bytes> served = new CompletableFuture<>();
        try (UdpPeer peer = open((message, line, replies) -> {
            replies.none();
            served.complete(message);
        })) {
            peer.send(Messages.request(1, 100));
            served.get(20, TimeUnit.SECONDS);

            CompletableFuture.runAsync(() -> server.close(Duration.ofMinutes(5)))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void answerAfterTheEndHarmsNobody() throws Exception {
        CompletableFuture<Runnable> held = new CompletableFuture<>();
        try (UdpPeer peer = serve(held::complete)) {
            peer.send(Messages.request(1, 1000));
            Runnable answer = held.get();
            server.close(Duration.ZERO);
            loops.close();

            assertThatCode(answer::run).doesNotThrowAnyException();
        }
    }

    @Test
    void takenPortIsNamedInTheError() throws IOException {
        try (UdpPeer peer = serve(AT_ONCE);
                UdpPeer other = new UdpPeer(server.addresses().get(0))) {
            InetSocketAddress taken = other.address();

            assertThatThrownBy(() -> UdpServer.open(
                            loops, List.of(LOOPBACK, taken), UdpLimits.defaults(), new EchoDoor(AT_ONCE)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("UDP")
                    .hasMessageContaining(Integer.toString(taken.getPort()));
        }
    }

    @Test
    void listensOnIpv6Too() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "no IPv6 here");
        server = UdpServer.open(
                loops,
                List.of(LOOPBACK, new InetSocketAddress(loopback, 0)),
                UdpLimits.defaults(),
                new EchoDoor(AT_ONCE));
        List<Bytes> answers = new ArrayList<>();

        for (InetSocketAddress address : server.addresses()) {
            try (UdpPeer peer = new UdpPeer(address)) {
                peer.send(Messages.request(3, 100));
                answers.add(peer.receive());
            }
        }

        assertThat(answers).hasSize(2);
    }

    private UdpPeer serve(Executor executor) throws IOException {
        return open(new EchoDoor(executor));
    }

    private UdpPeer open(Door door) throws IOException {
        server = UdpServer.open(loops, List.of(LOOPBACK), UdpLimits.defaults(), door);
        return new UdpPeer(server.addresses().get(0));
    }
}
