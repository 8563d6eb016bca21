package org.yuanliu.node.store.rocks;

/**
 * Sizes of a {@link RocksStore}.
 *
 * @param blockCacheBytes decompressed blocks kept in memory, for all families together; as large as the hot set
 * @param writeBufferBytes changes kept in memory before they are sorted into files, for all families together
 * @param maxOpenFiles files held open with their index and filter in memory, from 16; a file is up to 64 MiB long
 */
public record StoreOptions(long blockCacheBytes, long writeBufferBytes, int maxOpenFiles) {
    private static final long MIB = 1 << 20;

    /** For a machine that does other work too: 256 MiB of blocks, 128 MiB of changes, 1,000 files. */
    public static final StoreOptions DEFAULT = new StoreOptions(256 * MIB, 128 * MIB, 1_000);

    /** A few MiB in all, for tests and small tools. */
    public static final StoreOptions SMALL = new StoreOptions(8 * MIB, 8 * MIB, 64);

    public StoreOptions {
        if (blockCacheBytes < MIB || writeBufferBytes < MIB || maxOpenFiles < 16) {
            throw new IllegalArgumentException(
                    "a store needs a block cache and a write buffer of 1 MiB and 16 open files at least");
        }
    }
}
