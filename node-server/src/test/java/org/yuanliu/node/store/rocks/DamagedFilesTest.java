package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View.Entry;

/** One flipped bit may cost the store, but never passes for data. */
class DamagedFilesTest {
    private static final int BATCHES = 40;
    private static final int ROUNDS = 30;

    @TempDir
    Path home;

    private final Random random = new Random(4);

    @Test
    void damagedTableGivesTheRightValueOrAFailure() throws IOException {
        Path sound = home.resolve("sound");
        fill(sound);
        open(sound).close();
        int failures = 0;

        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOf(sound, round);
            flipOneBit(anyFile(damaged, ".sst"));
            failures += readsAllOrFails(damaged) ? 0 : 1;
        }

        assertThat(failures).isPositive();
    }

    @Test
    void damagedLogGivesWholeBatchesInOrderOrAFailure() throws IOException {
        Path sound = home.resolve("sound");
        fill(sound);
        int failures = 0;

        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOf(sound, round);
            flipOneBit(anyFile(damaged, ".log"));
            failures += holdsFirstBatchesOrFails(damaged) ? 0 : 1;
        }

        assertThat(failures).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void logCutAnywhereLosesOnlyItsEnd() throws IOException {
        Path sound = home.resolve("sound");
        fill(sound);

        for (int round = 0; round < ROUNDS; round++) {
            Path cut = copyOf(sound, round);
            Path log = anyFile(cut, ".log");
            byte[] content = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(content, random.nextInt(content.length)));

            assertThat(holdsFirstBatchesOrFails(cut)).isTrue();
        }
    }

    @Test
    void damagedListOfFilesIsAFailure() throws IOException {
        Path sound = home.resolve("sound");
        fill(sound);

        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOf(sound, round);
            flipOneBit(anyFile(damaged, "MANIFEST-"));
            holdsFirstBatchesOrFails(damaged);
        }
    }

    /** Whether every value is there; false if a failure said why not. */
    private boolean readsAllOrFails(Path folder) {
        try (Store store = open(folder)) {
            for (int i = 1; i <= BATCHES; i++) {
                assertThat(store.get(Family.RECORDS, Keys.number(i))).contains(value(i));
            }
            assertThat(store.scan(Family.RECORDS, Bytes.EMPTY, Optional.empty(), BATCHES + 1))
                    .hasSize(BATCHES);
            return true;
        } catch (StoreFailure e) {
            assertThat(e.getMessage()).contains(folder.toString());
            return false;
        }
    }

    private boolean holdsFirstBatchesOrFails(Path folder) {
        try (Store store = open(folder)) {
            List<Entry> records = store.scan(Family.RECORDS, Bytes.EMPTY, Optional.empty(), BATCHES + 1);
            List<Entry> changes = store.scan(Family.CHANGES, Bytes.EMPTY, Optional.empty(), BATCHES + 1);
            for (int i = 0; i < records.size(); i++) {
                assertThat(records.get(i)).isEqualTo(new Entry(Keys.number(i + 1), value(i + 1)));
            }
            assertThat(changes).isEqualTo(records);
            return true;
        } catch (StoreFailure e) {
            assertThat(e.getMessage()).contains(folder.toString());
            return false;
        }
    }

    private static void fill(Path folder) {
        try (Store store = open(folder)) {
            for (int i = 1; i <= BATCHES; i++) {
                Batch batch = new Batch();
                batch.put(Family.RECORDS, Keys.number(i), value(i));
                batch.put(Family.CHANGES, Keys.number(i), value(i));
                store.commit(batch);
            }
        }
    }

    private static Bytes value(int number) {
        byte[] value = new byte[2_500];
        new Random(number).nextBytes(value);
        return Bytes.wrap(value);
    }

    private void flipOneBit(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, content);
    }

    private Path anyFile(Path folder, String part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> fitting = files.filter(f -> f.getFileName().toString().contains(part))
                    .filter(f -> f.toFile().length() > 0)
                    .sorted()
                    .toList();
            return fitting.get(random.nextInt(fitting.size()));
        }
    }

    private Path copyOf(Path folder, int round) throws IOException {
        Path copy = Files.createDirectory(home.resolve("copy" + round));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static Store open(Path folder) {
        return RocksStore.open(folder, StoreOptions.SMALL);
    }
}
