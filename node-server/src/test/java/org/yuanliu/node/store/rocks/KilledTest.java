package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.store.Store;

class KilledTest {
    @TempDir
    Path folder;

    @Test
    void acknowledgedBatchesSurviveKillAndNoneIsThereInPart() throws Exception {
        long seed = 9;
        Random random = new Random(seed);
        long next = 1;
        for (int round = 0; round < 4; round++) {
            long acknowledged;
            try (CommittingProcess process = CommittingProcess.start(folder, next)) {
                acknowledged = next - 1;
                for (int lines = random.nextInt(150); lines >= 0; lines--) {
                    process.nextLine();
                    acknowledged++;
                }
                acknowledged = process.kill(acknowledged);
            }

            try (Store store = RocksStore.open(folder, StoreOptions.SMALL)) {
                for (long number = 1; number <= acknowledged; number++) {
                    assertThat(CommittingProcess.found(store, number))
                            .as("seed %d, round %d, batch %d of %d", seed, round, number, acknowledged)
                            .isEqualTo(CommittingProcess.KEYS);
                }
                assertThat(CommittingProcess.found(store, acknowledged + 1)).isIn(0, CommittingProcess.KEYS);
                assertThat(CommittingProcess.found(store, acknowledged + 2)).isZero();
            }
            next = acknowledged + 1;
        }
    }
}
