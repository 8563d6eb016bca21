package org.yuanliu.tools.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What a node's store takes on disk when everything in it is sorted, and what its bare records would take alone: with
 * the options that the store itself was last opened with. The store must be closed; it is sorted in place.
 */
final class StoreSizes {
    private static final String RECORDS = "records";
    private static final int BATCH = 1000;

    private final Path store;

    StoreSizes(Path store) {
        this.store = store;
    }

    /** Bytes of each family. */
    Map<String, Long> families() throws RocksDBException {
        try (Opened db = Opened.at(store, store)) {
            return db.sorted();
        }
    }

    /** Bytes of a store with nothing but the records and their keys. */
    long bareRecords(Path scratch) throws RocksDBException {
        try (Opened db = Opened.at(store, store);
                Opened bare = Opened.at(store, scratch);
                RocksIterator at = db.database.newIterator(db.handle(RECORDS));
                WriteOptions options = new WriteOptions().setDisableWAL(true);
                WriteBatch batch = new WriteBatch()) {
            for (at.seekToFirst(); at.isValid(); at.next()) {
                batch.put(bare.handle(RECORDS), at.key(), at.value());
                if (batch.count() == BATCH) {
                    bare.database.write(options, batch);
                    batch.clear();
                }
            }
            at.status();
            bare.database.write(options, batch);
            return bare.sorted().getOrDefault(RECORDS, 0L);
        }
    }

    /** A database and what was needed to open it. */
    private record Opened(RocksDB database, List<ColumnFamilyHandle> handles, List<AutoCloseable> options)
            implements AutoCloseable {

        /** @param like where a database with the options lies */
        static Opened at(Path like, Path folder) throws RocksDBException {
            RocksDB.loadLibrary();
            DBOptions options = new DBOptions();
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            try (ConfigOptions config = new ConfigOptions().setEnv(Env.getDefault())) {
                OptionsUtil.loadLatestOptions(config, like.toString(), options, families);
            }
            options.setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB database = RocksDB.open(options, folder.toString(), families, handles);
            List<AutoCloseable> closed = new ArrayList<>(List.of(options));
            families.stream()
                    .map(ColumnFamilyDescriptor::getOptions)
                    .forEach((ColumnFamilyOptions it) -> closed.add(it));
            return new Opened(database, handles, closed);
        }

        ColumnFamilyHandle handle(String family) throws RocksDBException {
            for (ColumnFamilyHandle handle : handles) {
                if (new String(handle.getName(), StandardCharsets.UTF_8).equals(family)) {
                    return handle;
                }
            }
            throw new IllegalStateException("the store has no family " + family);
        }

        Map<String, Long> sorted() throws RocksDBException {
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                    CompactRangeOptions all =
                            new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
                database.flush(flush, handles);
                for (ColumnFamilyHandle family : handles) {
                    database.compactRange(family, null, null, all);
                }
            }
            Map<String, Long> bytes = new TreeMap<>();
            for (LiveFileMetaData file : database.getLiveFilesMetaData()) {
                bytes.merge(new String(file.columnFamilyName(), StandardCharsets.UTF_8), file.size(), Long::sum);
            }
            return bytes;
        }

        @Override
        public void close() throws RocksDBException {
            handles.forEach(ColumnFamilyHandle::close);
            database.closeE();
        }
    }
}
