package org.yuanliu.node.store.rocks;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.HyperClockCache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Priority;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;
import org.yuanliu.node.store.Family;

/** All options of RocksDB in one place; {@code docs/storage.md} says why each is as it is. Thread-safe until closed. */
final class RocksSettings implements AutoCloseable {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    static {
        RocksDB.loadLibrary();
        Env.getDefault().lowerThreadPoolCPUPriority(Priority.LOW);
    }

    private final List<RocksObject> owned = new ArrayList<>();
    private final StoreOptions options;
    private final Cache cache;
    private final BloomFilter bloom = own(new BloomFilter(10));
    private final ReadOptions fromDisk = own(new ReadOptions());
    private final ReadOptions fromMemory = own(new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER));
    private final WriteOptions durable = own(new WriteOptions().setSync(true));

    RocksSettings(StoreOptions options) {
        this.options = options;
        this.cache = own(new HyperClockCache(options.blockCacheBytes(), 0, -1, false));
    }

    ReadOptions fromDisk() {
        return fromDisk;
    }

    ReadOptions fromMemory() {
        return fromMemory;
    }

    WriteOptions durable() {
        return durable;
    }

    /** Options of the whole database; the caller closes them. */
    DBOptions database() {
        return verifyingLogs()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxOpenFiles(options.maxOpenFiles())
                .setDbWriteBufferSize(options.writeBufferBytes())
                .setMaxTotalWalSize(2 * options.writeBufferBytes())
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(MIB)
                .setManualWalFlush(false)
                .setAtomicFlush(false)
                // A torn record at the end is what a crash leaves; damage anywhere else must not pass as one.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(MIB)
                .setKeepLogFileNum(3)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** With options that the binding has no methods for: a missing write-ahead log is noticed. */
    private static DBOptions verifyingLogs() {
        var texts = new Properties();
        texts.setProperty("track_and_verify_wals_in_manifest", "true");
        DBOptions options = DBOptions.getDBOptionsFromProps(texts);
        if (options == null) {
            throw new IllegalStateException("this RocksDB knows other options than " + texts);
        }
        return options;
    }

    /** Options of one family; the caller closes them. */
    ColumnFamilyOptions family(Family family) {
        return switch (family) {
            case META, RECORDS, PREFIXES, ANSWERS, DELETED, STATISTICS, UNIQUE -> lookedUp();
            case HISTORY, INDEX -> scanned();
            case CHANGES -> appended();
        };
    }

    /** Options of the family that RocksDB demands and we leave empty; the caller closes them. */
    ColumnFamilyOptions unused() {
        return lookedUp();
    }

    private ColumnFamilyOptions lookedUp() {
        return compressed(table(4 * KIB).setFilterPolicy(bloom));
    }

    private ColumnFamilyOptions scanned() {
        return compressed(table(16 * KIB));
    }

    /** Written in key order, so its files move down the levels as they are: they are packed tightly at once. */
    private ColumnFamilyOptions appended() {
        return compressed(table(32 * KIB)).setCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    private BlockBasedTableConfig table(long blockBytes) {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(blockBytes)
                .setCacheIndexAndFilterBlocks(false);
    }

    private ColumnFamilyOptions compressed(BlockBasedTableConfig table) {
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(options.writeBufferBytes() / 2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    private <T extends RocksObject> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
