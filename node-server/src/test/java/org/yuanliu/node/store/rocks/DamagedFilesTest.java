package org.yuanliu.node.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** One flipped bit may cost the store, but never passes for data. */
class DamagedFilesTest {
    private static final int BATCHES = 40;
    private static final int ROUNDS = 100;

    @TempDir
    Path home;

    private final Random random = new Random(4);

    @Test
    void damagedTableGivesTheRightValueOrAFailure() throws IOException {
        assertThat(failuresWithOneFlippedBit(".sst")).isPositive();
    }

    @Test
    void damagedLogGivesEverythingOrAFailure() throws IOException {
        assertThat(failuresWithOneFlippedBit(".log")).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void damagedListOfFilesGivesEverythingOrAFailure() throws IOException {
        assertThat(failuresWithOneFlippedBit("MANIFEST-")).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void lostEndOfTheLogIsAFailure() throws IOException {
        Path sound = soundStore();

        for (int round = 0; round < ROUNDS; round++) {
            Path cut = copyOf(sound, round);
            Path log = anyFile(cut, ".log");
            byte[] content = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(content, random.nextInt(content.length)));

            assertThat(holdsEverything(cut)).isFalse();
        }
    }

    @Test
    void lossCanBeAcceptedByRemovingTheNumber() throws IOException {
        Path cut = copyOf(soundStore(), 0);
        Path log = anyFile(cut, ".log");
        byte[] content = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> open(cut)).hasMessageContaining("has lost changes it had acknowledged");

        Files.delete(cut.resolve("acknowledged"));

        try (Store store = open(cut)) {
            assertThat(store.get(Family.RECORDS, Keys.number(1))).contains(value(1));
            assertThat(store.get(Family.RECORDS, Keys.number(BATCHES))).isEmpty();
        }
    }

    @Test
    void unfinishedRecordAtTheEndOfTheLogIsPassedOver() throws IOException {
        Path torn = copyOf(soundStore(), 0);
        Path log = anyFile(torn, ".log");
        byte[] begun = Arrays.copyOf(Files.readAllBytes(log), 200);
        Files.write(log, begun, StandardOpenOption.APPEND);

        assertThat(holdsEverything(torn)).isTrue();
    }

    @Test
    void missingFileIsAFailure() throws IOException {
        Path sound = soundStore();
        for (String part : List.of(".sst", ".log", "MANIFEST-", "CURRENT")) {
            Path damaged = copyOf(sound, 0);
            Files.delete(anyFile(damaged, part));

            assertThat(holdsEverything(damaged)).as(part).isFalse();
        }
    }

    private int failuresWithOneFlippedBit(String part) throws IOException {
        Path sound = soundStore();
        int failures = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path damaged = copyOf(sound, round);
            flipOneBit(anyFile(damaged, part));
            failures += holdsEverything(damaged) ? 0 : 1;
        }
        return failures;
    }

    /** True if every value is there, false if a failure says why not; anything else fails the test. */
    private static boolean holdsEverything(Path folder) {
        try (Store store = open(folder)) {
            for (Family family : List.of(Family.RECORDS, Family.CHANGES)) {
                for (int i = 1; i <= BATCHES; i++) {
                    assertThat(store.get(family, Keys.number(i))).contains(value(i));
                }
                assertThat(store.scan(family, Bytes.EMPTY, Optional.empty(), BATCHES + 1))
                        .hasSize(BATCHES);
            }
            return true;
        } catch (StoreFailure e) {
            assertThat(e.getMessage()).contains(folder.toString());
            return false;
        }
    }

    /** One half sorted into tables, the other in the write-ahead log, as a crash leaves it. */
    private Path soundStore() throws IOException {
        Path live = home.resolve("live");
        try (Store store = open(live)) {
            commit(store, 1, BATCHES / 2);
        }
        try (Store store = open(live)) {
            commit(store, BATCHES / 2 + 1, BATCHES);
            return copy(live, home.resolve("sound"));
        }
    }

    private static void commit(Store store, int first, int last) {
        for (int i = first; i <= last; i++) {
            Batch batch = new Batch();
            batch.put(Family.RECORDS, Keys.number(i), value(i));
            batch.put(Family.CHANGES, Keys.number(i), value(i));
            store.commit(batch);
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
        return copy(folder, home.resolve("copy" + round + random.nextLong()));
    }

    private static Path copy(Path folder, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static Store open(Path folder) {
        return RocksStore.open(folder, StoreOptions.SMALL);
    }
}
