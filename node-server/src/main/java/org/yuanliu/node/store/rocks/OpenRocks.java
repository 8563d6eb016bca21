package org.yuanliu.node.store.rocks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View.Entry;

/** One opened database. Thread-safe, but must not be used any more once {@link #close} has begun. */
final class OpenRocks implements AutoCloseable {
    private static final int READ_BUFFER_BYTES = 8 * 1024;

    /** Bytes of changes that are read from the log in about a tenth of a second. */
    private static final long WORTH_FLUSHING = 16L << 20;

    private final RocksSettings settings;
    private final RocksDB database;
    private final Map<Family, ColumnFamilyHandle> handles;
    private final BatchBytes batchBytes;
    private final ThreadLocal<byte[]> readBuffer = ThreadLocal.withInitial(() -> new byte[READ_BUFFER_BYTES]);

    private OpenRocks(RocksSettings settings, RocksDB database, Map<Family, ColumnFamilyHandle> handles) {
        this.settings = settings;
        this.database = database;
        this.handles = handles;
        this.batchBytes = new BatchBytes(handles);
    }

    /** Opens the database with all families; makes what is missing. */
    static OpenRocks open(Path folder, RocksSettings settings) throws RocksDBException {
        return open(folder, settings, List.of(Family.values()), RocksDB::open);
    }

    /**
     * Opens the database as it lies there, without changing a file of it.
     *
     * @throws StoreFailure if it has families that this version does not know
     */
    static OpenRocks toInspect(Path folder, RocksSettings settings) throws RocksDBException {
        return open(folder, settings, families(folder), RocksDB::openReadOnly);
    }

    static StoreFailure otherFormat(Path folder, String found) {
        return new StoreFailure("the store in " + folder + " has format " + found + ", this version expects format "
                + Keys.FORMAT_NUMBER);
    }

    private static List<Family> families(Path folder) throws RocksDBException {
        List<Family> families = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, folder.toString())) {
                if (!Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY)) {
                    families.add(family(folder, new String(name, StandardCharsets.UTF_8)));
                }
            }
        }
        return families;
    }

    private static Family family(Path folder, String label) {
        return Arrays.stream(Family.values())
                .filter(f -> f.label().equals(label))
                .findFirst()
                .orElseThrow(() -> otherFormat(folder, "with a family \"" + label + "\""));
    }

    private static OpenRocks open(Path folder, RocksSettings settings, List<Family> families, Opening opening)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : families) {
            descriptors.add(new ColumnFamilyDescriptor(
                    family.label().getBytes(StandardCharsets.UTF_8), settings.family(family)));
        }
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.unused()));
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try (DBOptions options = settings.database()) {
            RocksDB database = opening.open(options, folder.toString(), descriptors, opened);
            Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
            for (int i = 0; i < families.size(); i++) {
                handles.put(families.get(i), opened.get(i));
            }
            return new OpenRocks(settings, database, handles);
        } finally {
            descriptors.stream().map(ColumnFamilyDescriptor::getOptions).forEach(ColumnFamilyOptions::close);
        }
    }

    private interface Opening {
        RocksDB open(
                DBOptions options,
                String folder,
                List<ColumnFamilyDescriptor> families,
                List<ColumnFamilyHandle> opened)
                throws RocksDBException;
    }

    /** Number of changes ever written; nothing else raises it. */
    long latestSequence() {
        return database.getLatestSequenceNumber();
    }

    /** @throws RocksDBException with status Incomplete if {@code options} forbid the disk and it would be needed */
    Optional<Bytes> get(Family family, Bytes key, ReadOptions options) throws RocksDBException {
        byte[] wanted = key.toArray();
        byte[] found = readBuffer.get();
        while (true) {
            int size = database.get(handle(family), options, wanted, 0, wanted.length, found, 0, found.length);
            if (size == RocksDB.NOT_FOUND) {
                return Optional.empty();
            }
            if (size <= found.length) {
                return Optional.of(Bytes.copyOf(found, 0, size));
            }
            found = new byte[size];
        }
    }

    List<Entry> scan(Family family, Bytes prefix, Optional<Bytes> after, int limit) throws RocksDBException {
        return scan(family, prefix, after, limit, at -> new Entry(Bytes.wrap(at.key()), Bytes.wrap(at.value())));
    }

    List<Bytes> keys(Family family, Bytes prefix, Optional<Bytes> after, int limit) throws RocksDBException {
        return scan(family, prefix, after, limit, at -> Bytes.wrap(at.key()));
    }

    private <T> List<T> scan(
            Family family, Bytes prefix, Optional<Bytes> after, int limit, Function<RocksIterator, T> taken)
            throws RocksDBException {
        Optional<Slice> end = end(prefix);
        try (ReadOptions options = new ReadOptions()) {
            end.ifPresent(options::setIterateUpperBound);
            try (RocksIterator at = database.newIterator(handle(family), options)) {
                at.seek(begin(prefix, after));
                List<T> found = new ArrayList<>();
                while (found.size() < limit && at.isValid()) {
                    found.add(taken.apply(at));
                    at.next();
                }
                at.status();
                return found;
            }
        } finally {
            end.ifPresent(Slice::close);
        }
    }

    void write(Batch batch) throws RocksDBException {
        try (WriteBatch changes = new WriteBatch(batchBytes.of(batch))) {
            database.write(settings.durable(), changes);
        }
    }

    void checkpoint(Path target) throws RocksDBException {
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
        }
    }

    private ColumnFamilyHandle handle(Family family) {
        ColumnFamilyHandle handle = handles.get(family);
        if (handle == null) {
            throw new StoreFailure("the store lacks the family " + family.label());
        }
        return handle;
    }

    private static byte[] begin(Bytes prefix, Optional<Bytes> after) {
        return after.filter(a -> a.compareTo(prefix) >= 0)
                .map(a -> a.concat(Bytes.wrap(new byte[1])))
                .orElse(prefix)
                .toArray();
    }

    /** The smallest key behind all that begin with {@code prefix}; empty if there is none. */
    private static Optional<Slice> end(Bytes prefix) {
        int last = prefix.length() - 1;
        while (last >= 0 && prefix.u1(last) == 0xFF) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        byte[] end = prefix.slice(0, last + 1).toArray();
        end[last]++;
        return Optional.of(new Slice(end));
    }

    /**
     * Sorts changes into files that are in memory and the log only, if they are many: reading them from the log would hold
     * up the next start.
     */
    void flushMuch() throws RocksDBException {
        if (database.getAggregatedLongProperty("rocksdb.cur-size-active-mem-table") < WORTH_FLUSHING) {
            return;
        }
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            database.flush(options, List.copyOf(handles.values()));
        }
    }

    @Override
    public void close() {
        database.close(); // and with it its handles
    }
}
