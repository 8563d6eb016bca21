package org.yuanliu.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.View.Entry;

/** What every store promises. */
public abstract class StoreContract {
    @TempDir
    Path folder;

    private Store store;

    /** An empty store, which may use the folder. */
    protected abstract Store open(Path folder);

    @BeforeEach
    void openStore() {
        store = open(folder.resolve("store"));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** The store under test. */
    protected final Store store() {
        return store;
    }

    @Test
    void absentKeyHasNoValue() {
        assertThat(store.get(Family.RECORDS, bytes("01"))).isEmpty();
        assertThat(store.scan(Family.RECORDS, Bytes.EMPTY, Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void committedValueIsReadWhateverItsLength() {
        for (int length : new int[] {0, 1, 8191, 8192, 8193, 100_000}) {
            Bytes value = Bytes.wrap(new byte[length]);

            commit(b -> b.put(Family.RECORDS, bytes("0A"), value));

            assertThat(store.get(Family.RECORDS, bytes("0A"))).contains(value);
        }
    }

    @Test
    void emptyKeyIsAKey() {
        commit(b -> b.put(Family.META, Bytes.EMPTY, bytes("FF")));

        assertThat(store.get(Family.META, Bytes.EMPTY)).contains(bytes("FF"));
    }

    @Test
    void familiesDoNotMix() {
        commit(b -> {
            b.put(Family.RECORDS, bytes("01"), bytes("AA"));
            b.put(Family.HISTORY, bytes("01"), bytes("BB"));
        });

        assertThat(store.get(Family.RECORDS, bytes("01"))).contains(bytes("AA"));
        assertThat(store.get(Family.HISTORY, bytes("01"))).contains(bytes("BB"));
        assertThat(store.get(Family.CHANGES, bytes("01"))).isEmpty();
    }

    @Test
    void lastWordOnAKeyCounts() {
        commit(b -> {
            b.put(Family.RECORDS, bytes("01"), bytes("AA"));
            b.delete(Family.RECORDS, bytes("01"));
            b.delete(Family.RECORDS, bytes("02"));
            b.put(Family.RECORDS, bytes("02"), bytes("BB"));
        });

        assertThat(keys(Bytes.EMPTY, Optional.empty(), 10)).containsExactly(bytes("02"));
    }

    @Test
    void deletedKeyIsGone() {
        commit(b -> b.put(Family.RECORDS, bytes("01"), bytes("AA")));

        commit(b -> b.delete(Family.RECORDS, bytes("01")));

        assertThat(store.get(Family.RECORDS, bytes("01"))).isEmpty();
        assertThat(keys(Bytes.EMPTY, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void emptyBatchChangesNothing() {
        commit(b -> {});

        assertThat(keys(Bytes.EMPTY, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void scanGoesByUnsignedBytes() {
        commitKeys("80", "7F", "00", "FF", "7F00", "7FFF");

        assertThat(keys(Bytes.EMPTY, Optional.empty(), 10))
                .containsExactly(bytes("00"), bytes("7F"), bytes("7F00"), bytes("7FFF"), bytes("80"), bytes("FF"));
    }

    @Test
    void scanStaysWithinItsPrefix() {
        commitKeys("01", "01FE", "01FF", "01FF00", "01FFFF", "02", "FE", "FF", "FFFE", "FFFF", "FFFF01");

        assertThat(keys(bytes("01FF"), Optional.empty(), 10))
                .containsExactly(bytes("01FF"), bytes("01FF00"), bytes("01FFFF"));
        assertThat(keys(bytes("FF"), Optional.empty(), 10))
                .containsExactly(bytes("FF"), bytes("FFFE"), bytes("FFFF"), bytes("FFFF01"));
        assertThat(keys(bytes("FFFF"), Optional.empty(), 10)).containsExactly(bytes("FFFF"), bytes("FFFF01"));
        assertThat(keys(bytes("03"), Optional.empty(), 10)).isEmpty();
    }

    @Test
    void scanBeginsBehindItsCursor() {
        commitKeys("01", "0101", "0102", "02");

        assertThat(keys(bytes("01"), Optional.of(bytes("01")), 10)).containsExactly(bytes("0101"), bytes("0102"));
        assertThat(keys(bytes("01"), Optional.of(bytes("010100")), 10)).containsExactly(bytes("0102"));
        assertThat(keys(bytes("01"), Optional.of(bytes("0102")), 10)).isEmpty();
        assertThat(keys(bytes("01"), Optional.of(bytes("FF")), 10)).isEmpty();
        assertThat(keys(bytes("01"), Optional.of(bytes("00")), 10))
                .containsExactly(bytes("01"), bytes("0101"), bytes("0102"));
    }

    @Test
    void keysAreThoseOfAScan() {
        commitKeys("6101", "6102", "6103", "62");
        Bytes prefix = Bytes.hex("61");
        Optional<Bytes> after = Optional.of(Bytes.hex("6101"));

        assertThat(store.keys(Family.RECORDS, prefix, after, 10))
                .containsExactlyElementsOf(store.scan(Family.RECORDS, prefix, after, 10).stream()
                        .map(Entry::key)
                        .toList())
                .hasSize(2);
        assertThat(store.keys(Family.RECORDS, prefix, Optional.empty(), 1)).containsExactly(Bytes.hex("6101"));
    }

    @Test
    void scanReturnsAtMostItsLimit() {
        commitKeys("01", "02", "03");

        assertThat(keys(Bytes.EMPTY, Optional.empty(), 2)).containsExactly(bytes("01"), bytes("02"));
        assertThat(keys(Bytes.EMPTY, Optional.empty(), 0)).isEmpty();
    }

    @Test
    void randomChangesGiveWhatATreeMapGives() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        NavigableMap<Bytes, Bytes> expected = new TreeMap<>();

        for (int round = 0; round < 60; round++) {
            commit(batch -> {
                for (int i = random.nextInt(20); i > 0; i--) {
                    changeAtRandom(random, batch, expected);
                }
            });
            Bytes prefix = randomKey(random, 1);
            Optional<Bytes> after = random.nextBoolean() ? Optional.empty() : Optional.of(randomKey(random, 3));
            int limit = random.nextInt(30);

            assertThat(store.scan(Family.RECORDS, prefix, after, limit))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(scan(expected, prefix, after, limit));
            expected.forEach((key, value) -> assertThat(store.get(Family.RECORDS, key))
                    .as("seed %d", seed)
                    .contains(value));
        }
    }

    @Test
    void readersSeeACommitWholeOrNotAtAll() throws Exception {
        int rounds = 300;
        CountDownLatch begun = new CountDownLatch(2);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> reading = List.of(
                    readers.submit(() -> readEqualPairs(begun, rounds)),
                    readers.submit(() -> readEqualPairs(begun, rounds)));
            begun.await();
            for (int i = 1; i <= rounds; i++) {
                Bytes value = Keys.number(i);
                commit(b -> {
                    b.put(Family.RECORDS, bytes("01"), value);
                    b.put(Family.RECORDS, bytes("02"), value);
                });
            }

            for (Future<?> reader : reading) {
                reader.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void closedStoreRefusesEverythingButClosing() {
        store.close();
        store.close();

        assertThatThrownBy(() -> store.get(Family.RECORDS, bytes("01"))).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> store.memory().get(Family.RECORDS, bytes("01")))
                .isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> keys(Bytes.EMPTY, Optional.empty(), 1)).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> commitKeys("01")).isInstanceOf(StoreFailure.class);
    }

    /** A scan is one moment, so both keys must tell of the same commit. */
    private void readEqualPairs(CountDownLatch begun, int rounds) {
        begun.countDown();
        long last = 0;
        while (last < rounds) {
            List<Entry> pair = store.scan(Family.RECORDS, Bytes.EMPTY, Optional.empty(), 10);
            if (!pair.isEmpty()) {
                assertThat(pair).hasSize(2);
                assertThat(pair.get(0).value()).isEqualTo(pair.get(1).value());
                long now = Keys.parseNumber(pair.get(0).value());
                assertThat(now).isGreaterThanOrEqualTo(last);
                last = now;
            }
        }
    }

    private static void changeAtRandom(Random random, Batch batch, Map<Bytes, Bytes> expected) {
        Bytes key = randomKey(random, 3);
        if (random.nextInt(4) == 0) {
            batch.delete(Family.RECORDS, key);
            expected.remove(key);
        } else {
            Bytes value = Keys.number(random.nextInt(1_000));
            batch.put(Family.RECORDS, key, value);
            expected.put(key, value);
        }
    }

    /** Few byte values, the extreme ones among them, so that keys meet. */
    private static Bytes randomKey(Random random, int longest) {
        byte[] alphabet = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF};
        byte[] key = new byte[random.nextInt(longest + 1)];
        for (int i = 0; i < key.length; i++) {
            key[i] = alphabet[random.nextInt(alphabet.length)];
        }
        return Bytes.wrap(key);
    }

    private static List<Entry> scan(NavigableMap<Bytes, Bytes> map, Bytes prefix, Optional<Bytes> after, int limit) {
        return map.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .filter(e -> after.isEmpty() || e.getKey().compareTo(after.get()) > 0)
                .limit(limit)
                .map(e -> new Entry(e.getKey(), e.getValue()))
                .toList();
    }

    private List<Bytes> keys(Bytes prefix, Optional<Bytes> after, int limit) {
        return store.scan(Family.RECORDS, prefix, after, limit).stream()
                .map(Entry::key)
                .toList();
    }

    private void commitKeys(String... keys) {
        commit(b -> {
            for (String key : keys) {
                b.put(Family.RECORDS, bytes(key), bytes("AA"));
            }
        });
    }

    private void commit(Consumer<Batch> changes) {
        Batch batch = new Batch();
        changes.accept(batch);
        store.commit(batch);
    }

    private static Bytes bytes(String hex) {
        return Bytes.hex(hex);
    }
}
