package org.yuanliu.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.DeleteRecord;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.node.store.View;

class LocalLogTest {
    private final GatedStore store = new GatedStore();

    @Test
    void commandsThatArriveDuringACommitShareTheNext() {
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            CompletableFuture<Answer> first = append(log, "first");
            store.awaitCommit();
            List<CompletableFuture<Answer>> rest = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                rest.add(append(log, "n" + i));
            }

            store.gate.release(1000);
            rest.forEach(CompletableFuture::join);

            assertThat(first.join().hasDone()).isTrue();
            assertThat(store.commits.get()).isEqualTo(2);
            assertThat(Keys.meta(store, Keys.LAST_SEQUENCE)).isEqualTo(51);
        }
    }

    @Test
    void failingCommandLeavesTheRestOfItsGroupAlone() {
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            append(log, "first");
            store.awaitCommit();
            CompletableFuture<Answer> good = append(log, "good");
            CompletableFuture<Answer> bad = append(log, "throw");
            CompletableFuture<Answer> alsoGood = append(log, "also good");

            store.gate.release(1000);

            assertThat(bad.join().getRefusal().getReason()).isEqualTo("INTERNAL_ERROR");
            assertThat(good.join().getDone().getSequence()).isEqualTo(2);
            assertThat(alsoGood.join().getDone().getSequence()).isEqualTo(3);
        }
    }

    @Test
    void damagedRecordLeavesTheRestOfItsGroupAlone() {
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            append(log, "first");
            store.awaitCommit();
            CompletableFuture<Answer> good = append(log, "good");
            CompletableFuture<Answer> bad = append(log, "damaged");
            CompletableFuture<Answer> alsoGood = append(log, "also good");

            store.gate.release(1000);

            assertThat(bad.join().getRefusal().getReason()).isEqualTo("INTERNAL_ERROR");
            assertThat(good.join().getDone().getSequence()).isEqualTo(2);
            assertThat(alsoGood.join().getDone().getSequence()).isEqualTo(3);
            assertThat(store.get(Family.RECORDS, Bytes.utf8("damaged"))).isEmpty();
        }
    }

    @Test
    void manyFailingCommandsCostTheirGroupLittle() {
        AtomicInteger applied = new AtomicInteger();
        Applier counting = (command, sequence, draft) -> {
            applied.incrementAndGet();
            return accept(command, sequence, draft);
        };
        try (LocalLog log = new LocalLog(store, new StateMachine(counting))) {
            append(log, "first");
            store.awaitCommit();
            List<CompletableFuture<Answer>> rest = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                rest.add(append(log, i % 2 == 0 ? "throw" : "n" + i));
            }

            store.gate.release(1000);

            for (int i = 0; i < rest.size(); i++) {
                assertThat(rest.get(i).join().hasDone()).as("command %d", i).isEqualTo(i % 2 == 1);
            }
            assertThat(applied.get()).isLessThanOrEqualTo(2 * 400 + 1);
        }
    }

    @Test
    void storeThatCannotBeReadRefusesTheGroupForNow() {
        store.gate.release(1000);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            assertThat(append(log, "closed").join().getRefusal().getReason()).isEqualTo("READ_ONLY");
        }
    }

    @Test
    void failingStoreRefusesAndTheNextCommandFindsItWellAgain() {
        store.gate.release(1000);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            store.failures.set(1);

            assertThat(append(log, "lost").join().getRefusal().getReason()).isEqualTo("READ_ONLY");
            assertThat(append(log, "kept").join().getDone().getSequence()).isEqualTo(1);
        }
    }

    @Test
    void storeThatFailedIsSettledThoughNobodyWrites() throws InterruptedException {
        store.gate.release(1000);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            store.failures.set(1);
            store.unsettled.set(2);

            assertThat(append(log, "lost").join().getRefusal().getReason()).isEqualTo("READ_ONLY");
            assertThat(append(log, "too early").join().getRefusal().getReason()).isEqualTo("READ_ONLY");

            assertThat(store.settled.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(append(log, "kept").join().getDone().getSequence()).isEqualTo(1);
        }
    }

    @Test
    void moreCommandsThanMayWaitAreRefusedAtOnce() {
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            append(log, "first");
            store.awaitCommit();
            List<CompletableFuture<Answer>> all = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                all.add(append(log, "n" + i));
            }

            long refused = all.stream()
                    .filter(CompletableFuture::isDone)
                    .filter(f -> f.join().getRefusal().getReason().equals("TOO_BUSY"))
                    .count();
            store.gate.release(1000);

            assertThat(refused).isEqualTo(20_000 - 16_384);
            assertThat(all.stream().map(CompletableFuture::join).filter(Answer::hasDone))
                    .hasSize(16_384);
        }
    }

    @Test
    void moreBytesThanMayWaitAreRefusedAtOnce() {
        Bytes large = Bytes.wrap(new byte[1 << 20]);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::acceptUnseen))) {
            append(log, "first");
            store.awaitCommit();
            List<CompletableFuture<Answer>> all = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                all.add(append(log, large));
            }

            boolean refused = all.get(69).isDone();
            store.gate.release(1000);

            assertThat(refused).isTrue();
            assertThat(all.get(69).join().getRefusal().getReason()).isEqualTo("TOO_BUSY");
            assertThat(all.subList(0, 60)).allMatch(f -> f.join().hasDone());
            assertThat(append(log, large).join().hasDone()).isTrue();
        }
    }

    @Test
    void largeChangesAreSpreadOverSeveralCommits() {
        Bytes half = Bytes.wrap(new byte[(int) LocalLog.FULL_COMMIT_BYTES / 2]);
        Applier large = (command, sequence, draft) -> {
            draft.put(Family.RECORDS, Bytes.utf8("n" + sequence), half);
            return Answers.done(Identifier.known("A/B"), 1, sequence);
        };
        try (LocalLog log = new LocalLog(store, new StateMachine(large))) {
            append(log, "first");
            store.awaitCommit();
            List<CompletableFuture<Answer>> rest = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                rest.add(append(log, "n" + i));
            }

            store.gate.release(1000);

            assertThat(rest).extracting(f -> f.join().getDone().getSequence()).containsExactly(2L, 3L, 4L, 5L);
            assertThat(store.commits.get()).isEqualTo(3);
        }
    }

    @Test
    void writerOutlivesWhateverGoesWrong() {
        store.gate.release(1000);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            store.broken.set(true);

            assertThat(append(log, "lost").join().getRefusal().getReason()).isEqualTo("READ_ONLY");
            assertThat(append(log, "kept").join().hasDone()).isTrue();
        }
    }

    @Test
    void closingAnswersWhatWaitsAndRefusesWhatComesLater() {
        store.gate.release(1000);
        LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept));
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            all.add(append(log, "n" + i));
        }

        log.close();

        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(append(log, "late").join().getRefusal().getReason()).isEqualTo("READ_ONLY");
    }

    @Test
    void commandOfANewerVersionIsNotGuessedAt() {
        store.gate.release(1000);
        try (LocalLog log = new LocalLog(store, new StateMachine(LocalLogTest::accept))) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            log.append(Command.newBuilder().setFormat(2).build(), answer::complete);

            assertThat(answer.join().getRefusal().getReason()).isEqualTo("INTERNAL_ERROR");
        }
    }

    /** Accepts every command by its name. */
    private static Answer accept(Command command, long sequence, Draft draft) {
        String name = command.getDelete().getIdentifier().toStringUtf8();
        draft.put(Family.RECORDS, Bytes.utf8(name), Bytes.EMPTY);
        if (name.equals("throw")) {
            throw new IllegalStateException("as asked");
        }
        if (name.equals("damaged")) {
            StoredRecord.read(Bytes.EMPTY);
        }
        if (name.equals("closed")) {
            throw StoreFailure.closed();
        }
        return Answers.done(Identifier.known("A/" + name), 1, sequence);
    }

    private static Answer acceptUnseen(Command command, long sequence, Draft draft) {
        draft.put(Family.RECORDS, Bytes.utf8("n" + sequence), Bytes.EMPTY);
        return Answers.done(Identifier.known("A/B"), 1, sequence);
    }

    private static CompletableFuture<Answer> append(LocalLog log, String name) {
        return append(log, Bytes.utf8(name));
    }

    private static CompletableFuture<Answer> append(LocalLog log, Bytes name) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Command command = Command.newBuilder()
                .setFormat(StateMachine.FORMAT)
                .setDelete(DeleteRecord.newBuilder().setIdentifier(Answers.byteString(name)))
                .build();
        log.append(command, answer::complete);
        return answer.orTimeout(30, TimeUnit.SECONDS);
    }

    /** A store in memory whose commits wait at a gate, are counted, and fail when told. */
    private static final class GatedStore implements Store {
        final Semaphore gate = new Semaphore(0);
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicBoolean broken = new AtomicBoolean();
        /** So many tries to settle fail after a commit failed. */
        final AtomicInteger unsettled = new AtomicInteger();

        final CountDownLatch settled = new CountDownLatch(1);
        private boolean doubtful;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final MemoryStore memory = new MemoryStore();

        void awaitCommit() {
            try {
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void commit(Batch batch) {
            begun.countDown();
            gate.acquireUninterruptibly();
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                doubtful = true;
                throw StoreFailure.unusable("as asked");
            }
            if (broken.getAndSet(false)) {
                throw new OutOfMemoryError("as asked");
            }
            commits.incrementAndGet();
            memory.commit(batch);
        }

        @Override
        public void settle() {
            if (doubtful) {
                if (unsettled.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw StoreFailure.unusable("not yet");
                }
                doubtful = false;
                settled.countDown();
            }
        }

        @Override
        public Optional<Bytes> get(Family family, Bytes key) {
            return memory.get(family, key);
        }

        @Override
        public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
            return memory.scan(family, prefix, after, limit);
        }

        @Override
        public View memory() {
            return this;
        }

        @Override
        public void backup(Path target) {
            memory.backup(target);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
