package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.store.Store;

/** The system forbids the process to write files, as a full disk would, and then allows it again. */
class RefusingDiskTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @TempDir
    Path folder;

    @Test
    void storeGoesOnOnceTheDiskTakesBytesAgain() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT));
        long acknowledged;
        try (CommittingProcess process = CommittingProcess.start(folder, 1)) {
            long before = acknowledgedAfter(process, 20);
            limitFiles(process, "0:unlimited");
            String failure = nextFailure(process);
            limitFiles(process, "unlimited:unlimited");

            acknowledged = process.kill(acknowledgedAfter(process, 20));

            assertThat(failure).startsWith("failed and reads: the disk under " + folder);
            assertThat(acknowledged).isGreaterThanOrEqualTo(before + 20);
        }
        try (Store store = RocksStore.open(folder, StoreOptions.SMALL)) {
            for (long number = 1; number <= acknowledged; number++) {
                assertThat(CommittingProcess.found(store, number)).isEqualTo(CommittingProcess.KEYS);
            }
        }
    }

    private static long acknowledgedAfter(CommittingProcess process, int commits) throws IOException {
        long last = 0;
        for (int seen = 0; seen < commits; ) {
            String line = process.nextLine();
            if (line.endsWith(";")) {
                last = Long.parseLong(line.substring(0, line.length() - 1));
                seen++;
            }
        }
        return last;
    }

    private static String nextFailure(CommittingProcess process) throws IOException {
        String line = process.nextLine();
        while (!line.startsWith("failed")) {
            line = process.nextLine();
        }
        return line;
    }

    private static void limitFiles(CommittingProcess process, String bytes) throws Exception {
        int exit = new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + bytes)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
