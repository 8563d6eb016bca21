package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Identifier;
import org.yuanliu.sdk.YuanliuClient;

/** Noise at every door of a whole node: a counter goes up, the log gets a line, and nobody else notices. */
@Timeout(120)
class MalformedTrafficTest {
    private static final long SEED = 20_261_128;
    private static final int ROUNDS = 200;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Queue<Throwable> traces = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");

    /** gRPC speaks to the JDK's own log. */
    private final Handler jdkLog = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getThrown() != null) {
                traces.add(new IllegalStateException(record.getLoggerName(), record.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        java.util.logging.Logger.getLogger("").addHandler(jdkLog);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        java.util.logging.Logger.getLogger("").removeHandler(jdkLog);
    }

    @Test
    void noiseCostsACounterAndALine() throws Exception {
        Path data = folder.resolve("node");
        Node.init(data, "88.118");
        try (Node node = Node.start(Config.anyPorts(data))) {
            for (int i = 0; i < ROUNDS; i++) {
                datagram(node.handleAddress(), noise());
                datagram(node.handleAddress(), unreadableMessage());
                stream(node.handleAddress(), impossibleLength());
                stream(node.handleAddress(), unreadableMessage());
                stream(node.httpAddress(), "GET / HTTP/1.1\r\nbad header\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                stream(node.httpAddress(), noise());
                stream(node.grpcAddress(), noise());
                stream(node.grpcAddress(), brokenFrames());
            }

            try (YuanliuClient client =
                    YuanliuClient.builder(Node.text(node.grpcAddress())).build()) {
                assertThat(client.resolve(Identifier.known("0.NA/88.118")).version())
                        .isPositive();
            }
            assertThat(node.malformed())
                    .as("seed %d", SEED)
                    .allSatisfy((door, count) -> assertThat(count).as(door).isGreaterThanOrEqualTo(ROUNDS / 2));
        }
        assertThat(traces).as("seed %d", SEED).isEmpty();
        List<ILoggingEvent> said = List.copyOf(lines.list);
        assertThat(said).allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
        for (String door : List.of("UDP", "TCP", "the Handle protocol", "HTTP", "gRPC")) {
            assertThat(said)
                    .filteredOn(line -> line.getFormattedMessage().contains("came over " + door + ","))
                    .as(door)
                    .hasSizeBetween(1, 3);
        }
        assertThat(said).hasSizeLessThan(30);
    }

    private static void datagram(InetSocketAddress node, byte[] bytes) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, node));
        }
    }

    /** Sends, and waits until the node has answered or hung up. */
    private static void stream(InetSocketAddress node, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(node.getAddress(), node.getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The node has hung up on the nonsense, as it may.
            }
        }
    }

    /** Shorter than an envelope, and neither HTTP/2 nor TLS. */
    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(19)];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0xA5;
        return bytes;
    }

    private byte[] brokenFrames() {
        byte[] noise = new byte[100];
        random.nextBytes(noise);
        return ByteBuffer.allocate(24 + noise.length)
                .put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                .put(noise)
                .array();
    }

    private byte[] impossibleLength() {
        return envelope(0x7F00_0000).array();
    }

    /** A whole request to resolve, in whose body a length points beyond the end. */
    private byte[] unreadableMessage() {
        return envelope(24 + 8)
                .putInt(1)
                .putInt(0)
                .putInt(0x1900_0000)
                .putInt(0xFFFF_0000)
                .putInt(0x7FFF_FFFF)
                .putInt(8)
                .putInt(1 << 20)
                .putInt(random.nextInt())
                .array();
    }

    private ByteBuffer envelope(int length) {
        int inside = length > 1000 ? 0 : length;
        return ByteBuffer.allocate(20 + inside)
                .put(new byte[] {2, 11, 2, 11})
                .putInt(0)
                .putInt(random.nextInt())
                .putInt(0)
                .putInt(length);
    }
}
