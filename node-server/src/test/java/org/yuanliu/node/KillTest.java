package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Selection;
import org.yuanliu.node.ledger.StoreCheck;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;
import org.yuanliu.sdk.BatchItem;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;

/** Kills the node under the load of 16 clients, again and again: what was acknowledged must be there. */
class KillTest {
    private static final long SEED = 20261124;
    private static final int ROUNDS = 20;
    private static final int CLIENTS = 16;

    /** Short, as it ends the retries of what the killed node has not answered. */
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private Credential operator;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostWhenTheNodeIsKilled() throws Exception {
        Path data = folder.resolve("node");
        Node.init(data, "88.118");
        NodeFolder node = new NodeFolder(data);
        operator = Credential.keyFile(node.operator(), node.operatorKey());
        List<Identifier> acknowledged = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            try (NodeProcess process = NodeProcess.start(data)) {
                assertAllThere(process, acknowledged);
                acknowledged.addAll(loadUntilKilled(process, round));
            }
        }

        try (NodeProcess process = NodeProcess.start(data)) {
            assertAllThere(process, acknowledged);
        }
        try (Store store = RocksStore.open(node.store(), StoreOptions.SMALL)) {
            assertThat(StoreCheck.of(store).findings()).isEmpty();
        }
        assertThat(acknowledged).as("seed %d", SEED).hasSizeGreaterThan(ROUNDS * CLIENTS);
    }

    private Queue<Identifier> loadUntilKilled(NodeProcess process, int round) throws InterruptedException {
        Queue<Identifier> acknowledged = new ConcurrentLinkedQueue<>();
        Semaphore answers = new Semaphore(0);
        AtomicBoolean killed = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(CLIENTS);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (YuanliuClient client = client(process, WRITE_DEADLINE)) {
            for (int i = 0; i < CLIENTS; i++) {
                String start = "88.118/R" + round + "-C" + i + "-";
                threads.execute(() -> {
                    for (int n = 0; !killed.get(); n++) {
                        register(client, Identifier.known(start + n), acknowledged, answers);
                    }
                    ended.countDown();
                });
            }
            assertThat(answers.tryAcquire(CLIENTS + random.nextInt(600), 60, TimeUnit.SECONDS))
                    .isTrue();
            killed.set(true);
            process.kill();
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
        return acknowledged;
    }

    private static void register(
            YuanliuClient client, Identifier identifier, Queue<Identifier> acknowledged, Semaphore answers) {
        try {
            client.register(identifier, List.of(Element.of(1, "BATCH", identifier.text())));
            acknowledged.add(identifier);
            answers.release();
        } catch (YuanliuException e) {
            // Not answered in time, or killed: the record may or may not be there.
        }
    }

    private void assertAllThere(NodeProcess process, List<Identifier> acknowledged) throws Exception {
        try (YuanliuClient client = client(process, Duration.ofSeconds(60))) {
            for (int from = 0; from < acknowledged.size(); from += 1000) {
                List<Identifier> some = acknowledged.subList(from, Math.min(from + 1000, acknowledged.size()));
                for (BatchItem item : client.batchResolve(some, Selection.PUBLIC)) {
                    assertThat(item.resolution())
                            .as("seed %d, %s", SEED, item.identifier())
                            .isPresent();
                }
            }
        }
    }

    private YuanliuClient client(NodeProcess process, Duration deadline) {
        return YuanliuClient.builder(process.grpc())
                .credential(operator)
                .deadline(deadline)
                .build();
    }
}
