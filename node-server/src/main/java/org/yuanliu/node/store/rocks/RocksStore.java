package org.yuanliu.node.store.rocks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.WouldBlock;

/**
 * A store in a folder, which it holds for itself alone while open.
 *
 * <p>A commit that fails leaves open whether its batch was written: it may lie in the write-ahead log, unconfirmed.
 * RocksDB then takes no more writes. So the database is opened anew, as soon as the disk accepts bytes again: by {@link
 * #settle}, or else by the next commit, which refuses once if it then finds the batch in doubt written: whoever built the
 * next batch did not know of it and must read again.
 *
 * <p>Reading never waits for a commit. Only closing and opening anew wait for those who read, because RocksDB brings the
 * process down when it is used after its end.
 */
public final class RocksStore implements Store {
    private static final QuietLog LOG = QuietLog.of(RocksStore.class);

    private final Path folder;
    private final StoreFolder held;
    private final RocksSettings settings;
    private final Failures failures;
    private final View memory = new Memory();
    /** Shared by all who use {@link #database}, exclusive for whoever replaces it. */
    private final StampedLock lock = new StampedLock();

    /** Null after closing, and where opening anew failed. */
    private @Nullable OpenRocks database;

    private boolean closed;
    /** The writer's: number of changes before the commit that failed, if the last one did. */
    private Optional<Long> doubtSince = Optional.empty();

    private RocksStore(Path folder, RocksSettings settings, StoreFolder held, OpenRocks database) {
        this.folder = folder;
        this.held = held;
        this.settings = settings;
        this.failures = new Failures(folder);
        this.database = database;
    }

    /**
     * Opens the store in {@code folder}; a folder that is missing or holds no store gets a new one.
     *
     * @throws StoreFailure if another process or this one has it open, it is damaged, has another format, or the disk
     *     will not
     */
    public static RocksStore open(Path folder, StoreOptions options) {
        RocksSettings settings = new RocksSettings(options);
        try {
            StoreFolder held = StoreFolder.hold(folder, settings);
            try {
                return new RocksStore(folder, settings, held, held.open());
            } catch (StoreFailure | RocksDBException e) {
                held.close();
                throw e;
            }
        } catch (StoreFailure e) {
            settings.close();
            throw e;
        } catch (RocksDBException e) {
            settings.close();
            throw new Failures(folder).of(e);
        }
    }

    @Override
    public Optional<Bytes> get(Family family, Bytes key) {
        return get(family, key, settings.fromDisk(), lock.readLock());
    }

    private Optional<Bytes> get(Family family, Bytes key, ReadOptions options, long stamp) {
        try {
            return current().get(family, key, options);
        } catch (RocksDBException e) {
            throw isIncomplete(e) ? WouldBlock.INSTANCE : failures.of(e);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return read(database -> database.scan(family, prefix, after, limit));
    }

    @Override
    public List<Bytes> keys(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
        return read(database -> database.keys(family, prefix, after, limit));
    }

    private <T> T read(Question<T> question) {
        long stamp = lock.readLock();
        try {
            return question.ask(current());
        } catch (RocksDBException e) {
            throw failures.of(e);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private interface Question<T> {
        T ask(OpenRocks database) throws RocksDBException;
    }

    /** Block cache and unsorted changes; a key that the filters exclude is known to be missing. Scans always wait. */
    @Override
    public View memory() {
        return memory;
    }

    @Override
    public void commit(Batch batch) {
        if (doubtSince.isPresent() && openAnew(doubtSince.get())) {
            throw StoreFailure.unusable("the batch before, whose commit failed, turned out to be written; try again");
        }
        long stamp = lock.readLock();
        try {
            write(current(), batch);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public void settle() {
        if (doubtSince.isPresent()) {
            openAnew(doubtSince.get());
        }
    }

    private void write(OpenRocks target, Batch batch) {
        long before = target.latestSequence();
        try {
            target.write(batch);
            held.acknowledge(target);
        } catch (RocksDBException e) {
            doubtSince = Optional.of(before);
            throw failures.of(e);
        }
    }

    /** Whether the batch in doubt turns out to be written. */
    private boolean openAnew(long certain) {
        held.probe();
        long stamp = lock.writeLock();
        try {
            if (closed) {
                throw StoreFailure.closed();
            }
            release();
            OpenRocks anew = held.open();
            database = anew;
            doubtSince = Optional.empty();
            return anew.latestSequence() != certain;
        } catch (RocksDBException e) {
            throw failures.of(e);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public void backup(Path target) {
        long stamp = lock.readLock();
        try {
            current().checkpoint(target);
        } catch (RocksDBException e) {
            throw new Failures(target).of(e);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Waits for those who read. Closing twice is allowed; everything else then throws {@link StoreFailure}. */
    @Override
    public void close() {
        flush();
        long stamp = lock.writeLock();
        try {
            if (!closed) {
                closed = true;
                release();
                settings.close();
                held.close();
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void flush() {
        long stamp = lock.readLock();
        try {
            if (database != null) {
                database.flushMuch();
            }
        } catch (RocksDBException e) {
            LOG.warn(
                    "sorting changes into files failed, so the next start reads them from the log: {}", e.getMessage());
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private void release() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    private OpenRocks current() {
        OpenRocks it = database;
        if (it != null) {
            return it;
        }
        throw closed
                ? StoreFailure.closed()
                : StoreFailure.unusable(
                        "the store in " + folder + " failed and could not be opened anew", "the store failed");
    }

    private static boolean isIncomplete(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete;
    }

    private final class Memory implements View {
        @Override
        public Optional<Bytes> get(Family family, Bytes key) {
            long stamp = lock.tryReadLock();
            if (stamp == 0) {
                throw WouldBlock.INSTANCE; // The database is being opened anew, or closed.
            }
            return RocksStore.this.get(family, key, settings.fromMemory(), stamp);
        }

        @Override
        public List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) {
            throw WouldBlock.INSTANCE;
        }
    }
}
