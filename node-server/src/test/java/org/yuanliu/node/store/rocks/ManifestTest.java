package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir
    Path home;

    private byte[] written;

    @BeforeEach
    void takeTheListThatRocksDbWrote() throws IOException {
        Path store = home.resolve("store");
        RocksStore.open(store, StoreOptions.SMALL).close();
        try (Stream<Path> files = Files.list(store)) {
            Path list = files.filter(f -> f.getFileName().toString().startsWith("MANIFEST-"))
                    .findFirst()
                    .orElseThrow();
            written = Files.readAllBytes(list);
        }
    }

    @Test
    void everyFlippedBitIsSeen() throws IOException {
        assertThat(isWhole(written)).isTrue();
        for (int bit = 0; bit < written.length * 8; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(isWhole(damaged)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void cutOffRecordIsWhatACrashLeaves() throws IOException {
        for (int length = 0; length < written.length; length++) {
            assertThat(isWhole(Arrays.copyOf(written, length))).isTrue();
        }
    }

    @Test
    void zerosAtTheEndAreWhatAFailingPowerLeaves() throws IOException {
        byte[] longer = Arrays.copyOf(written, written.length + 5_000);
        assertThat(isWhole(longer)).isTrue();

        longer[longer.length - 1] = 1;
        assertThat(isWhole(longer)).isFalse();
    }

    private boolean isWhole(byte[] content) throws IOException {
        return Manifest.isWhole(Files.write(home.resolve("list"), content));
    }
}
