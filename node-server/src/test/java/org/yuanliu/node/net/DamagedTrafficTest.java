package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

/** A hundred thousand messages that are noise, cut, changed or lie about their length, against live servers. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
class DamagedTrafficTest {
    private static final long SEED = 20_261_125;
    private static final List<InetSocketAddress> LOOPBACK = List.of(new InetSocketAddress("127.0.0.1", 0));

    private final Random random = new Random(SEED);
    private final EchoDoor door = new EchoDoor(Runnable::run);
    private Loops loops;
    private UdpServer udp;
    private TcpServer tcp;

    @BeforeEach
    void start() throws IOException {
        loops = Loops.start(Transport.best(), 1, 1);
        udp = UdpServer.open(loops, LOOPBACK, UdpLimits.defaults(), door);
        tcp = TcpServer.open(loops, LOOPBACK, TcpLimits.defaults(), door);
    }

    @AfterEach
    void stop() {
        udp.close(Duration.ZERO);
        tcp.close(Duration.ZERO);
        loops.close();
    }

    @Test
    void datagrams() throws IOException {
        InetSocketAddress address = udp.addresses().get(0);
        try (UdpPeer attacker = new UdpPeer(address);
                UdpPeer peer = new UdpPeer(address)) {
            for (int i = 1; i <= 90_000; i++) {
                attacker.send(damaged());
                if (i % 100 == 0) {
                    assertThat(peer.hearsNothingBefore(Messages.request(i, 300)))
                            .as("seed %d, after %d", SEED, i)
                            .isTrue();
                }
            }
        }

        assertThat(udp.counters().malformed()).isGreaterThan(10_000);
    }

    @Test
    void streams() throws IOException {
        InetSocketAddress address = tcp.addresses().get(0);
        for (int i = 1; i <= 2000; i++) {
            try (TcpPeer attacker = new TcpPeer(address)) {
                sendDamaged(attacker);
            }
            if (i % 50 == 0) {
                try (TcpPeer peer = new TcpPeer(address)) {
                    Bytes request = Messages.request(i, 300);
                    peer.send(request);
                    assertThat(peer.receive()).as("seed %d, after %d", SEED, i).isEqualTo(Messages.answer(request, 0));
                }
            }
        }

        tcp.close(Duration.ofSeconds(20));
        loops.close();
        assertThat(tcp.connections()).isZero();
        assertThat(tcp.heldBytes()).isZero();
    }

    private void sendDamaged(TcpPeer attacker) {
        try {
            for (int i = 0; i < 5; i++) {
                attacker.send(damaged());
            }
        } catch (IOException e) {
            // The server has hung up on the nonsense, as it may.
        }
    }

    private Bytes damaged() {
        Bytes good = Messages.request(random.nextInt(), 44 + random.nextInt(1000), 1, random.nextInt(400));
        return switch (random.nextInt(5)) {
            case 0 -> noise();
            case 1 -> good.slice(0, random.nextInt(good.length()));
            case 2 -> changed(good);
            case 3 -> withNumberAt(good, 16);
            default -> withNumberAt(good, 12);
        };
    }

    private Bytes noise() {
        byte[] bytes = new byte[random.nextInt(1200)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private Bytes changed(Bytes good) {
        byte[] bytes = good.toArray();
        for (int i = random.nextInt(6); i >= 0; i--) {
            // Not the wanted sizes: those are how the tests speak to their own door.
            bytes[random.nextInt(44)] = (byte) random.nextInt();
        }
        return Bytes.wrap(bytes);
    }

    private Bytes withNumberAt(Bytes good, int place) {
        int number = random.nextBoolean() ? random.nextInt() : random.nextInt(2000);
        return Bytes.wrap(ByteBuffer.wrap(good.toArray()).putInt(place, number).array());
    }
}
