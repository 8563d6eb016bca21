package org.yuanliu.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.ReportRow;
import org.yuanliu.node.ledger.StoreCheck;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;

/** Kills the node in the midst of an import job, again and again: each row was registered once, and has its verdict. */
class ImportKillTest {
    private static final long SEED = 20261128;
    private static final int ROWS = 100_000;

    /** Every so many rows one is wrong: by turns no JSON, and an identifier that an earlier row has. */
    private static final int WRONG = 50;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void eachRowIsRegisteredOnceHoweverOftenTheNodeIsKilled() throws Exception {
        Path data = folder.resolve("node");
        Path file = Files.writeString(folder.resolve("coils.jsonl"), rows());
        Node.init(data, "88.118");
        NodeFolder node = new NodeFolder(data);
        Credential operator = Credential.keyFile(node.operator(), node.operatorKey());
        String id = start(data, operator, file);
        int kills = 1;

        for (boolean done = false; !done; kills++) {
            try (NodeProcess process = NodeProcess.start(data);
                    YuanliuClient client = client(process, operator)) {
                done = runOn(client, id);
            }
        }

        assertThat(kills).as("seed %d", SEED).isGreaterThan(5);
        try (NodeProcess process = NodeProcess.start(data);
                YuanliuClient client = client(process, operator)) {
            assertRight(client.imports().get(id), client.imports().report(id, 1).toList());
            assertThat(client.list(Identifier.known("88.118"))).hasSize(ROWS - ROWS / WRONG);
        }
        try (Store store = RocksStore.open(node.store(), StoreOptions.SMALL)) {
            assertThat(StoreCheck.of(store).findings()).isEmpty();
        }
    }

    /** The node is killed as soon as the file is said to be safe. */
    private static String start(Path data, Credential operator, Path file) throws IOException, InterruptedException {
        try (NodeProcess process = NodeProcess.start(data);
                YuanliuClient client = client(process, operator)) {
            String id = client.imports().start(file).id();
            process.kill();
            return id;
        }
    }

    /** Lets it go on for some thousand rows; true if it is done by then. */
    private boolean runOn(YuanliuClient client, String id) {
        ImportJob job = client.imports().get(id);
        long until = job.progress().tried() + random.nextInt(4000);
        while (job.progress().tried() < until && !job.state().ended()) {
            job = client.imports().get(id);
        }
        assertThat(job.state()).as("seed %d: %s", SEED, job).isIn(ImportState.RUNNING, ImportState.DONE);
        return job.state() == ImportState.DONE;
    }

    private static void assertRight(ImportJob job, List<ReportRow> report) {
        assertThat(job.progress().registered()).isEqualTo(ROWS - ROWS / WRONG);
        assertThat(job.progress().refused()).isEqualTo(ROWS / WRONG);
        assertThat(report).hasSize(ROWS);
        long sequence = report.get(0).sequence();
        for (int i = 0; i < ROWS; i++) {
            ReportRow row = report.get(i);
            assertThat(row.line()).as("seed %d", SEED).isEqualTo(i + 1);
            if (i % WRONG == WRONG - 1) {
                assertThat(row.reason())
                        .isEqualTo(i % (2 * WRONG) == WRONG - 1 ? "INVALID_ARGUMENT" : "ALREADY_EXISTS");
            } else {
                assertThat(row.version()).as("seed %d: %s", SEED, row).isEqualTo(1);
                assertThat(row.sequence()).isGreaterThanOrEqualTo(sequence);
                sequence = row.sequence() + 1;
            }
        }
    }

    private static String rows() {
        return IntStream.range(0, ROWS).mapToObj(ImportKillTest::row).collect(Collectors.joining("\n"));
    }

    private static String row(int i) {
        if (i % (2 * WRONG) == WRONG - 1) {
            return "{\"identifier\": 7";
        }
        int n = i % WRONG == WRONG - 1 ? i - 1 : i;
        return "{\"identifier\":\"88.118/C" + n + "\",\"values\":[{\"index\":1,\"type\":\"BATCH\",\"data\":\"" + n
                + "\"}]}";
    }

    private static YuanliuClient client(NodeProcess process, Credential operator) {
        return YuanliuClient.builder(process.grpc())
                .credential(operator)
                .deadline(Duration.ofSeconds(30))
                .build();
    }
}
