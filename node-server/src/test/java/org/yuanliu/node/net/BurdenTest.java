package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;

/**
 * 500 connections that say nothing, 500 that send a byte now and then, and first halves of datagram messages without
 * end: everybody else is answered, and what they cost stays within its limits. What they cost others in time is measured
 * by {@code yuanliu bench}.
 */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class BurdenTest {
    private static final int IDLE = 500;
    private static final int SLOW = 500;
    private static final int CLIENTS = 300;
    private static final List<InetSocketAddress> LOOPBACK = List.of(new InetSocketAddress("127.0.0.1", 0));

    private final EchoDoor door = new EchoDoor(Runnable::run);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger dripped = new AtomicInteger();
    private final List<SocketChannel> burden = new ArrayList<>();
    private Loops loops;
    private TcpServer tcp;
    private UdpServer udp;

    @BeforeEach
    void start() {
        loops = Loops.start(Transport.best(), 2, 1);
    }

    @AfterEach
    void stop() throws IOException {
        over.set(true);
        for (SocketChannel connection : burden) {
            connection.close();
        }
        if (tcp != null) {
            tcp.close(Duration.ZERO);
        }
        if (udp != null) {
            udp.close(Duration.ZERO);
        }
        loops.close();
    }

    @Test
    void everybodyElseIsAnswered() throws Exception {
        tcp = TcpServer.open(loops, LOOPBACK, TcpLimits.defaults(), door);
        udp = UdpServer.open(loops, LOOPBACK, UdpLimits.defaults(), door);
        List<SocketChannel> slow = connect(IDLE, SLOW);
        CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(slow));
        CompletableFuture<Void> flood = CompletableFuture.runAsync(this::flood);

        for (int i = 0; i < CLIENTS; i++) {
            assertAnswered(i);
        }

        assertThat(tcp.connections()).isGreaterThanOrEqualTo(IDLE + SLOW);
        // A half-read message costs no more than twice what has come of it.
        assertThat(tcp.heldBytes()).isLessThanOrEqualTo(SLOW * (2L * dripped.get() + 1024));
        over.set(true);
        dripping.join();
        flood.join();
    }

    @Test
    void halvesOfMessagesHoldABoundedPieceOfMemory() throws Exception {
        UdpLimits limits = new UdpLimits(16 << 10, 10, 200, 200, 64 << 10, Duration.ofSeconds(60));
        udp = UdpServer.open(loops, LOOPBACK, limits, door);
        try (UdpPeer attacker = new UdpPeer(udp.addresses().get(0))) {
            for (int i = 0; i < 5_000; i++) {
                attacker.send(half(i));
                if (i % 50 == 0) {
                    // What comes back tells that all before it was taken out of the socket.
                    assertThat(attacker.hearsNothingBefore(Messages.request(-1 - i, 100)))
                            .isTrue();
                    assertThat(udp.counters().heldBytes()).isBetween(1L, limits.memory());
                }
            }
        }

        assertThat(udp.counters().incomplete()).isGreaterThan(4_500);
    }

    @Test
    void newConnectionTakesThePlaceOfAnIdleOne() throws Exception {
        int most = IDLE + SLOW;
        tcp = TcpServer.open(
                loops,
                LOOPBACK,
                new TcpLimits(
                        most, 128, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(30), 256L << 20),
                door);
        List<SocketChannel> slow = connect(IDLE, SLOW);
        CompletableFuture<Void> dripping = CompletableFuture.runAsync(() -> drip(slow));

        List<TcpPeer> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            TcpPeer client = new TcpPeer(tcp.addresses().get(0));
            clients.add(client);
            Bytes request = Messages.request(i, 300);
            client.send(request);
            assertThat(client.receive()).isEqualTo(Messages.answer(request, 0));
            assertThat(tcp.connections()).isLessThanOrEqualTo(most);
        }

        over.set(true);
        dripping.join();
        for (TcpPeer client : clients) {
            client.close();
        }
    }

    private void assertAnswered(int number) throws IOException {
        Bytes request = Messages.request(number, 300);
        try (TcpPeer peer = new TcpPeer(tcp.addresses().get(0))) {
            peer.send(request);
            assertThat(peer.receive()).isEqualTo(Messages.answer(request, 0));
        }
        try (UdpPeer peer = new UdpPeer(udp.addresses().get(0))) {
            assertThat(peer.ask(List.of(request)).u4(Frame.REQUEST_ID)).isEqualTo(request.u4(Frame.REQUEST_ID));
        }
        try (UdpPeer peer = new UdpPeer(udp.addresses().get(0))) {
            Bytes longer = Messages.request(number, 100, 1, 2000);
            assertThat(peer.ask(ReassemblyTest.parts(longer))).isEqualTo(Messages.answer(longer, 0));
        }
        assertThat(udp.counters().heldBytes())
                .isLessThanOrEqualTo(UdpLimits.defaults().memory());
    }

    /** Opens idle and slow connections; returns the slow ones. */
    private List<SocketChannel> connect(int idle, int slow) throws IOException {
        for (int i = 0; i < idle + slow; i++) {
            SocketChannel connection = SocketChannel.open(tcp.addresses().get(0));
            connection.configureBlocking(false);
            burden.add(connection);
        }
        return burden.subList(idle, idle + slow);
    }

    /** Sends each a byte of a long message, round after round. */
    private void drip(List<SocketChannel> slow) {
        byte[] message = Messages.request(1, 100, 1, 100_000).toArray();
        for (int at = 0; !over.get() && at < message.length; at++) {
            dripped.incrementAndGet();
            for (SocketChannel connection : slow) {
                try {
                    connection.write(ByteBuffer.wrap(message, at, 1));
                } catch (IOException e) {
                    // The server has hung up on it, as it may.
                }
            }
        }
    }

    /** First halves, as fast as the server takes them out of its socket. */
    private void flood() {
        try (UdpPeer attacker = new UdpPeer(udp.addresses().get(0))) {
            for (int i = 0; !over.get(); i++) {
                attacker.send(half(i));
                if (i % 20 == 0) {
                    // Else the attack would be one on the socket's buffer, which no server can help.
                    attacker.hearsNothingBefore(Messages.request(-1 - i, 100));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static Bytes half(int number) {
        return ReassemblyTest.parts(Messages.request(number, 100, 1, 2000)).get(0);
    }
}
