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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
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
import org.yuanliu.wire.MessageCodec;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class TcpServerTest {
    private static final Executor AT_ONCE = Runnable::run;
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

    @Parameter
    Transport transport;

    private Loops loops;
    private final List<TcpServer> servers = new ArrayList<>();

    @BeforeEach
    void start() {
        assumeTrue(transport == Transport.NIO || Transport.best() == Transport.EPOLL);
        loops = Loops.start(transport, 2, 1);
    }

    @AfterEach
    void stop() {
        servers.forEach(s -> s.close(Duration.ZERO));
        loops.close();
    }

    @Test
    void connectionStaysOpenForFurtherRequests() throws IOException {
        try (TcpPeer peer = new TcpPeer(serve(AT_ONCE))) {
            for (int i = 0; i < 5; i++) {
                Bytes request = Messages.request(i, 300);
                peer.send(request);

                assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
            }
        }
    }

    @Test
    void answersLeaveInTheOrderOfRequestsHoweverTheyCome() throws IOException {
        try (Shuffler shuffler = new Shuffler(7);
                TcpPeer peer = new TcpPeer(serve(shuffler))) {
            List<Bytes> requests = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                requests.add(Messages.request(i, 44 + i));
            }

            peer.send(requests.stream().reduce(Bytes.EMPTY, Bytes::concat));

            for (Bytes request : requests) {
                assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
            }
        }
    }

    @Test
    void answersOfOneListStayTogether() throws IOException {
        try (Shuffler shuffler = new Shuffler(8);
                TcpPeer peer = new TcpPeer(serve(shuffler))) {
            List<Bytes> requests =
                    List.of(Messages.request(1, 100, 20, 0), Messages.request(2, 100), Messages.request(3, 100, 5, 0));

            peer.send(requests.stream().reduce(Bytes.EMPTY, Bytes::concat));

            for (Bytes request : requests) {
                for (int part = 0; part < Messages.answers(request); part++) {
                    assertThat(peer.receive()).isEqualTo(Messages.answer(request, part));
                }
            }
        }
    }

    @Test
    void requestMayComeByteByByte() throws IOException {
        try (TcpPeer peer = new TcpPeer(serve(AT_ONCE))) {
            Bytes request = Messages.request(9, 500, 1, 40);
            for (int i = 0; i < request.length(); i++) {
                peer.send(request.slice(i, i + 1));
            }

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
    }

    @Test
    void largestRequestAndAnswerPass() throws IOException {
        try (TcpPeer peer = new TcpPeer(serve(AT_ONCE))) {
            Bytes request = Messages.request(9, 20 + MessageCodec.MAX_LENGTH, 1, MessageCodec.MAX_LENGTH - 32);
            peer.send(request);

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
    }

    @Test
    void peerThatEndsItsOutputGetsItsAnswersThenTheEnd() throws IOException {
        try (Shuffler shuffler = new Shuffler(9);
                TcpPeer peer = new TcpPeer(serve(shuffler))) {
            List<Bytes> requests = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                requests.add(Messages.request(i, 200));
            }

            peer.send(requests.stream().reduce(Bytes.EMPTY, Bytes::concat));
            peer.endOutput();

            for (Bytes request : requests) {
                assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
            }
            assertThat(peer.atEnd()).isTrue();
        }
    }

    @Test
    void impossibleLengthGetsAnErrorBehindEarlierAnswersThenTheEnd() throws IOException {
        try (TcpPeer peer = new TcpPeer(serve(AT_ONCE))) {
            Bytes good = Messages.request(1, 100);
            byte[] bad = Messages.request(2, 100).toArray();
            ByteBuffer.wrap(bad).putInt(16, MessageCodec.MAX_LENGTH + 1);

            peer.send(good, Bytes.wrap(bad), Bytes.wrap(new byte[100_000]));

            assertThat(peer.receive()).isEqualTo(Messages.answer(good, 0));
            assertThat(peer.receive().u4(Frame.RESPONSE_CODE)).isEqualTo(4);
            assertThat(peer.atEnd()).isTrue();
        }
    }

    @Test
    void noMoreThanTheLimitAreOpenOnOneConnection() throws Exception {
        List<Runnable> held = new ArrayList<>();
        EchoDoor door = new EchoDoor(task -> {
            synchronized (held) {
                held.add(task);
                held.notifyAll();
            }
        });
        try (TcpPeer peer = new TcpPeer(open(door, TcpLimits.defaults()))) {
            for (int i = 0; i < 300; i++) {
                peer.send(Messages.request(i, 100));
            }

            for (int i = 0; i < 300; i++) {
                Runnable task = await(held, i);
                assertThat(door.served.get()).isLessThanOrEqualTo(i + 128);
                task.run();
                assertThat(peer.receive().u4(Frame.REQUEST_ID)).isEqualTo(i);
            }
        }
    }

    @Test
    void slowReaderStopsTheListAndOthersAreServed() throws Exception {
        EchoDoor door = new EchoDoor(AT_ONCE);
        InetSocketAddress address = open(door, TcpLimits.defaults());
        int parts = 2000;
        try (TcpPeer slow = new TcpPeer(address, 4096);
                TcpPeer other = new TcpPeer(address)) {
            Bytes list = Messages.request(1, 50_000, parts, 0);
            slow.send(list);
            Bytes first = slow.receive();
            for (int i = 0; i < 100; i++) {
                other.send(Messages.request(i, 1000));
                other.receive();
            }

            assertThat(door.sent.get()).isLessThan(100 + parts / 2);
            assertThat(servers.get(0).heldBytes()).isLessThan(1 << 20);
            assertThat(first).isEqualTo(Messages.answer(list, 0));
            for (int part = 1; part < parts; part++) {
                assertThat(slow.receive()).isEqualTo(Messages.answer(list, part));
            }
        }
    }

    @Test
    void readerThatNeverReadsIsNotReadFromEither() throws Exception {
        EchoDoor door = new EchoDoor(AT_ONCE);
        InetSocketAddress address = open(door, TcpLimits.defaults());
        try (TcpPeer deaf = new TcpPeer(address, 4096);
                TcpPeer other = new TcpPeer(address)) {
            Bytes request = Messages.request(1, 100_000);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 100_000; i++) {
                        deaf.send(request);
                    }
                } catch (IOException e) {
                    // The end of the test closes it.
                }
            });
            for (int i = 0; i < 500; i++) {
                other.send(Messages.request(i, 1000));
                other.receive();
            }

            assertThat(sending).isNotDone();
            assertThat(door.served.get()).isLessThan(1000);
        }
    }

    @Test
    void doorThatFloodsASlowReaderLosesTheLine() throws Exception {
        TcpLimits tight = new TcpLimits(
                100, 128, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(5), 64L << 20);
        CountDownLatch sent = new CountDownLatch(1);
        TcpServer server = TcpServer.open(loops, List.of(LOOPBACK), tight, (message, line, replies) -> {
            for (int i = 0; i < 200; i++) {
                replies.send(Messages.answer(Messages.request(1, 100_000), i), false);
            }
            sent.countDown();
        });
        servers.add(server);
        try (TcpPeer peer = new TcpPeer(server.addresses().get(0), 4096)) {
            peer.send(Messages.request(1, 100));
            sent.await();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            peer.receive();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        server.close(Duration.ZERO);
        loops.close();
        assertThat(server.heldBytes()).isZero();
    }

    @Test
    void idleConnectionsDoNotMatter() throws IOException {
        InetSocketAddress address = serve(AT_ONCE);
        List<TcpPeer> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                TcpPeer peer = new TcpPeer(address);
                idle.add(peer);
                peer.send(Messages.request(i, 100).slice(0, i % 45));
            }
            try (TcpPeer peer = new TcpPeer(address)) {
                for (int i = 0; i < 100; i++) {
                    peer.send(Messages.request(i, 100));
                    assertThat(peer.receive().u4(Frame.REQUEST_ID)).isEqualTo(i);
                }
            }
        } finally {
            for (TcpPeer peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void oneConnectionTooManyTakesThePlaceOfTheOldestIdleOne() throws IOException {
        InetSocketAddress address = open(
                new EchoDoor(AT_ONCE),
                new TcpLimits(3, 128, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(5), 1 << 20));
        List<TcpPeer> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TcpPeer peer = new TcpPeer(address);
            peers.add(peer);
            peer.send(Messages.request(i, 100));
            peer.receive();
        }

        assertThat(peers.get(0).atEnd()).isTrue();
        assertThat(peers.get(1).atEnd()).isTrue();
        for (TcpPeer peer : peers.subList(2, 5)) {
            peer.send(Messages.request(1, 100));
            assertThat(peer.receive().u4(Frame.REQUEST_ID)).isEqualTo(1);
        }
        for (TcpPeer peer : peers) {
            peer.close();
        }
    }

    @Test
    void messageWithoutAnAnswerHoldsNoOtherBack() throws Exception {
        Door door = (message, line, replies) -> {
            if (message.u4(Frame.REQUEST_ID) == 1) {
                replies.none();
            } else {
                replies.send(Messages.answer(message, 0), true);
            }
        };
        try (TcpPeer peer = new TcpPeer(open(door, TcpLimits.defaults()))) {
            Bytes second = Messages.request(2, 100);
            peer.send(Messages.request(1, 100), second);

            assertThat(peer.receive()).isEqualTo(Messages.answer(second, 0));
        }
    }

    @Test
    void answerAfterTheEndHarmsNobody() throws Exception {
        CompletableFuture<Runnable> held = new CompletableFuture<>();
        try (TcpPeer peer = new TcpPeer(serve(held::complete))) {
            peer.send(Messages.request(1, 1000));
            Runnable answer = held.get();
            servers.forEach(s -> s.close(Duration.ZERO));
            loops.close();

            assertThatCode(answer::run).doesNotThrowAnyException();
        }
    }

    @Test
    void closingLetsOpenRequestsBeAnswered() throws Exception {
        List<Runnable> held = new ArrayList<>();
        EchoDoor door = new EchoDoor(task -> {
            synchronized (held) {
                held.add(task);
                held.notifyAll();
            }
        });
        try (TcpPeer peer = new TcpPeer(open(door, TcpLimits.defaults()))) {
            Bytes request = Messages.request(1, 1000);
            peer.send(request);
            Runnable answer = await(held, 0);

            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> servers.get(0).close(Duration.ofSeconds(30)));
            assertThatThrownBy(() -> {
                        while (true) {
                            new TcpPeer(servers.get(0).addresses().get(0)).close();
                        }
                    })
                    .isInstanceOf(IOException.class);
            answer.run();

            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
            assertThat(peer.atEnd()).isTrue();
            closing.join();
        }
    }

    @Test
    void closingEndsAtItsDeadline() throws Exception {
        List<Runnable> held = new ArrayList<>();
        EchoDoor door = new EchoDoor(task -> {
            synchronized (held) {
                held.add(task);
                held.notifyAll();
            }
        });
        try (TcpPeer peer = new TcpPeer(open(door, TcpLimits.defaults()))) {
            peer.send(Messages.request(1, 1000));
            Runnable answer = await(held, 0);

            servers.get(0).close(Duration.ofMillis(50));
            answer.run();

            assertThat(peer.atEnd()).isTrue();
        }
    }

    @Test
    void takenPortIsNamedInTheError() throws IOException {
        InetSocketAddress taken = serve(AT_ONCE);

        assertThatThrownBy(() ->
                        TcpServer.open(loops, List.of(LOOPBACK, taken), TcpLimits.defaults(), new EchoDoor(AT_ONCE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TCP")
                .hasMessageContaining(Integer.toString(taken.getPort()));
    }

    @Test
    void listensOnIpv6Too() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "no IPv6 here");
        TcpServer server = TcpServer.open(
                loops,
                List.of(LOOPBACK, new InetSocketAddress(loopback, 0)),
                TcpLimits.defaults(),
                new EchoDoor(AT_ONCE));
        servers.add(server);

        for (InetSocketAddress address : server.addresses()) {
            try (TcpPeer peer = new TcpPeer(address)) {
                peer.send(Messages.request(3, 100));
                assertThat(peer.receive().u4(Frame.REQUEST_ID)).isEqualTo(3);
            }
        }
    }

    private static Runnable await(List<Runnable> held, int index) throws InterruptedException {
        synchronized (held) {
            while (held.size() <= index) {
                held.wait();
            }
            return held.get(index);
        }
    }

    private InetSocketAddress serve(Executor executor) throws IOException {
        return open(new EchoDoor(executor), TcpLimits.defaults());
    }

    private InetSocketAddress open(Door door, TcpLimits limits) throws IOException {
        TcpServer server = TcpServer.open(loops, List.of(LOOPBACK), limits, door);
        servers.add(server);
        return server.addresses().get(0);
    }
}
