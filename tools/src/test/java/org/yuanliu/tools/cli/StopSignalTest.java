package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.HostAndPort;

/** {@code yuanliu start} as a process of its own, told to stop as an operator's system tells it. */
@Timeout(180)
class StopSignalTest {
    private static final int CLIENTS = 16;

    @TempDir
    private Path folder;

    private Path data;
    private Credential operator;

    @BeforeEach
    void init() throws IOException {
        data = folder.resolve("node");
        Node.init(data, "88.118");
        NodeFolder node = new NodeFolder(data);
        operator = Credential.keyFile(node.operator(), node.operatorKey());
    }

    @Test
    void writesUnderWayAreAnsweredAndTheProcessEnds() throws Exception {
        Queue<Identifier> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<Identifier> refused = new ConcurrentLinkedQueue<>();
        try (StartedNode node = new StartedNode(data, "--drain", "20")) {
            Semaphore answers = new Semaphore(0);
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch ended = new CountDownLatch(CLIENTS);
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
            try (YuanliuClient client = client(node.address("grpc"))) {
                for (int i = 0; i < CLIENTS; i++) {
                    String start = "88.118/C" + i + "-";
                    threads.execute(() -> {
                        for (int n = 0; !over.get(); n++) {
                            Identifier identifier = Identifier.known(start + n);
                            boolean done = register(client, identifier);
                            (done ? acknowledged : refused).add(identifier);
                            answers.release();
                            if (!done) {
                                break;
                            }
                        }
                        ended.countDown();
                    });
                }
                assertThat(answers.tryAcquire(500, 60, TimeUnit.SECONDS)).isTrue();

                node.terminate();
                node.terminate();

                assertThat(node.exit(Duration.ofSeconds(25))).isZero();
                over.set(true);
                assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(400);
        assertThat(refused).isNotEmpty();
        assertWrittenAreExactly(acknowledged, refused);
        assertThat(new NodeFolder(data).endpoints()).isEmpty();
    }

    @Test
    void connectionsThatNeverEndDoNotKeepItAlive() throws Exception {
        try (StartedNode node = new StartedNode(data, "--drain", "1")) {
            List<Socket> hanging = new ArrayList<>();
            for (String door : List.of("handle", "http", "grpc")) {
                Socket idle = connect(node.address(door));
                Socket slow = connect(node.address(door));
                slow.getOutputStream().write("PRI * HT".getBytes(StandardCharsets.US_ASCII));
                hanging.addAll(List.of(idle, slow));
            }

            node.terminate();

            assertThat(node.exit(Duration.ofSeconds(15))).isZero();
            for (Socket socket : hanging) {
                socket.close();
            }
        }
    }

    @Test
    void secondNodeOnTheFolderIsRefusedWithASentenceAndHarmsNothing() throws Exception {
        try (StartedNode first = new StartedNode(data)) {
            StartedNode.Ended second = StartedNode.run(data);

            assertThat(second.exit()).isEqualTo(2);
            assertThat(second.said().strip()).isEqualTo("The node on " + data + " is running already.");
            try (YuanliuClient client = client(first.address("grpc"))) {
                assertThat(register(client, Identifier.known("88.118/after"))).isTrue();
            }
        }
    }

    private YuanliuClient client(String address) {
        return YuanliuClient.builder(address)
                .credential(operator)
                .deadline(Duration.ofSeconds(3))
                .build();
    }

    private static Socket connect(String address) throws IOException {
        var parsed = HostAndPort.parse(address);
        return new Socket(parsed.getAddress(), parsed.getPort());
    }

    private static boolean register(YuanliuClient client, Identifier identifier) {
        try {
            client.register(identifier, List.of(Element.of(1, "BATCH", identifier.text())));
            return true;
        } catch (YuanliuException e) {
            return false;
        }
    }

    /** What was acknowledged is there; and what was not, is not: so no answer got lost. */
    private void assertWrittenAreExactly(Iterable<Identifier> acknowledged, Iterable<Identifier> refused) {
        try (Node again = Node.start(Config.anyPorts(data));
                YuanliuClient client = client(Node.text(again.grpcAddress()))) {
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(client.resolve(id).version()).isEqualTo(1));
            assertThat(refused)
                    .allSatisfy(id -> assertThatExceptionOfType(YuanliuException.class)
                            .isThrownBy(() -> client.resolve(id))
                            .matches(e -> e.is(Reason.NOT_FOUND)));
        }
    }
}
