package org.yuanliu.node.store.rocks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.View.Entry;

/** One opened database. Thread-safe, but must not be used any more once {@link #close} has begun. */
final class OpenRocks implements AutoCloseable {
    private static final int READ_BUFFER_BYTES = 8 * 1024;

    private final RocksSettings settings;
    private final RocksDB database;
    private final List<ColumnFamilyHandle> handles;
    private final ThreadLocal<byte[]> readBuffer = ThreadLocal.withInitial(() -> new byte[READ_BUFFER_BYTES]);

    private OpenRocks(RocksSettings settings, RocksDB database, List<ColumnFamilyHandle> handles) {
        this.settings = settings;
        this.database = database;
        this.handles = handles;
    }

    static OpenRocks open(Path folder, RocksSettings settings) throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(
                    family.label().getBytes(StandardCharsets.UTF_8), settings.family(family)));
        }
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, settings.unused()));
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = settings.database()) {
            RocksDB database = RocksDB.open(options, folder.toString(), descriptors, handles);
            return new OpenRocks(settings, database, List.copyOf(handles));
        } finally {
            descriptors.stream().map(ColumnFamilyDescriptor::getOptions).forEach(ColumnFamilyOptions::close);
        }
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
        Optional<Slice> end = end(prefix);
        try (ReadOptions options = new ReadOptions()) {
            end.ifPresent(options::setIterateUpperBound);
            try (RocksIterator at = database.newIterator(handle(family), options)) {
                at.seek(begin(prefix, after));
                List<Entry> entries = new ArrayList<>();
                while (entries.size() < limit && at.isValid()) {
                    entries.add(new Entry(Bytes.wrap(at.key()), Bytes.wrap(at.value())));
                    at.next();
                }
                at.status();
                return entries;
            }
        } finally {
            end.ifPresent(Slice::close);
        }
    }

    void write(Batch batch) throws RocksDBException {
        try (WriteBatch changes = new WriteBatch()) {
            List<RocksDBException> faults = new ArrayList<>();
            batch.forEach((family, key, value) -> {
                try {
                    add(changes, family, key, value);
                } catch (RocksDBException e) {
                    faults.add(e);
                }
            });
            if (!faults.isEmpty()) {
                throw faults.get(0);
            }
            database.write(settings.durable(), changes);
        }
    }

    private void add(WriteBatch changes, Family family, Bytes key, Optional<Bytes> value) throws RocksDBException {
        if (value.isPresent()) {
            changes.put(handle(family), key.toArray(), value.get().toArray());
        } else {
            changes.delete(handle(family), key.toArray());
        }
    }

    void checkpoint(Path target) throws RocksDBException {
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
        }
    }

    private ColumnFamilyHandle handle(Family family) {
        return handles.get(family.ordinal());
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

    @Override
    public void close() {
        handles.forEach(RocksObject::close);
        database.close();
    }
}
