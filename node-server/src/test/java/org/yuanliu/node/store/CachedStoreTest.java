package org.yuanliu.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;

class CachedStoreTest {
    private static final Bytes KEY = Bytes.utf8("88.118.8/A");
    private static final Bytes OLD = Bytes.utf8("old");
    private static final Bytes NEW = Bytes.utf8("new");

    private final HookedStore store = new HookedStore();
    private final CachedStore cached = new CachedStore(store, 1_000_000);

    @AfterEach
    void close() {
        cached.close();
    }

    @Test
    void recordIsReadFromTheStoreOnce() {
        put(OLD);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);
        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);
        assertThat(cached.memory().get(Family.RECORDS, KEY)).contains(OLD);

        assertThat(store.reads).hasValue(1);
    }

    @Test
    void absenceIsNotRemembered() {
        cached.get(Family.RECORDS, KEY);
        cached.get(Family.RECORDS, KEY);

        assertThat(store.reads).hasValue(2);
    }

    @Test
    void otherFamiliesAreNotKept() {
        cached.commit(batch(Family.META, KEY, OLD));

        cached.get(Family.META, KEY);
        cached.get(Family.META, KEY);

        assertThat(store.reads).hasValue(2);
    }

    @Test
    void commitReplacesWhatIsKept() {
        put(OLD);
        cached.get(Family.RECORDS, KEY);

        put(NEW);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
        assertThat(store.reads).hasValue(1);
    }

    @Test
    void deletionRemovesWhatIsKept() {
        put(OLD);
        cached.get(Family.RECORDS, KEY);

        delete();

        assertThat(cached.get(Family.RECORDS, KEY)).isEmpty();
    }

    @Test
    void readerOvertakenByACommitDoesNotPutItsValueBack() {
        put(OLD);
        runOnceAfterRead(() -> put(NEW));

        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
    }

    @Test
    void readerOvertakenByADeletionDoesNotPutItsValueBack() {
        put(OLD);
        runOnceAfterRead(this::delete);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);

        assertThat(cached.get(Family.RECORDS, KEY)).isEmpty();
    }

    @Test
    void whatIsReadWhileACommitRunsIsNotKept() {
        put(OLD);
        store.beforeWrite = () -> assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);

        put(NEW);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
    }

    @Test
    void readerThatBeganDuringACommitDoesNotPutItsValueBackAfterIt() throws Exception {
        put(OLD);
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch hasRead = new CountDownLatch(1);
        store.beforeWrite = () -> {
            committing.countDown();
            await(hasRead);
        };
        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> put(NEW));
        await(committing);
        runOnceAfterRead(() -> {
            hasRead.countDown();
            commit.join();
        });

        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
    }

    @Test
    void batchInDoubtThatTurnsOutWrittenIsSeen() {
        put(OLD);
        store.afterWrite = () -> {
            throw new StoreFailure("written, but who knows");
        };
        assertThatThrownBy(() -> put(NEW)).isInstanceOf(StoreFailure.class);
        store.afterWrite = () -> {};

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
    }

    @Test
    void batchInDoubtThatSurfacesWithTheNextCommitIsSeen() {
        put(OLD);
        store.beforeWrite = () -> {
            throw new StoreFailure("not written so far");
        };
        assertThatThrownBy(() -> put(NEW)).isInstanceOf(StoreFailure.class);
        assertThat(cached.get(Family.RECORDS, KEY)).contains(OLD);
        store.beforeWrite = () -> store.surface(batch(Family.RECORDS, KEY, NEW));

        cached.commit(new Batch());

        assertThat(cached.get(Family.RECORDS, KEY)).contains(NEW);
    }

    /** Fails where readers keep whatever they read (tried). */
    @Test
    void afterACommitNobodyReadsAnOlderValue() throws Exception {
        long seed = 118;
        int keys = 8;
        int commits = 20_000;
        AtomicLongArray committed = new AtomicLongArray(keys);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (CachedStore few = new CachedStore(new MemoryStore(), 1_500)) {
            List<Future<?>> reading = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(r -> readers.submit(() -> neverOlder(few, committed, commits, seed + r)))
                    .toList();
            for (int i = 1; i <= commits; i++) {
                int k = i % keys;
                few.commit(batch(Family.RECORDS, Keys.number(k), Keys.number(i)));
                committed.set(k, i);
            }
            for (Future<?> reader : reading) {
                reader.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void neverOlder(Store store, AtomicLongArray committed, int commits, long seed) {
        Random random = new Random(seed);
        while (committed.get(0) < commits) {
            int k = random.nextInt(committed.length());
            long least = committed.get(k);
            long found = store.get(Family.RECORDS, Keys.number(k))
                    .map(Keys::parseNumber)
                    .orElse(0L);
            assertThat(found).as("seed %d, key %d", seed, k).isGreaterThanOrEqualTo(least);
        }
    }

    private void runOnceAfterRead(Runnable step) {
        store.afterRead = () -> {
            store.afterRead = () -> {};
            step.run();
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Bytes value) {
        cached.commit(batch(Family.RECORDS, KEY, value));
    }

    private void delete() {
        Batch batch = new Batch();
        batch.delete(Family.RECORDS, KEY);
        cached.commit(batch);
    }

    private static Batch batch(Family family, Bytes key, Bytes value) {
        Batch batch = new Batch();
        batch.put(family, key, value);
        return batch;
    }
}
