package org.yuanliu.tools.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** What the store below a node can do: durable writes of records as long as the benchmark's, random keys. */
final class BareStore implements AutoCloseable {
    private final Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(128 << 20);
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final byte[] value = Records.stored(1234).toArray();
    private final RocksDB db;

    BareStore(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        db = RocksDB.open(options, folder.toString());
    }

    /** A load of {@code threads} that each write {@code batch} records at a time and wait for the disk. */
    Load writes(int threads, int batch) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        return new Load() {
            @Override
            public Sample run(Duration time) throws Exception {
                Stopwatch watch = new Stopwatch(time);
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    writers.add(pool.submit(() -> write(watch, batch)));
                }
                for (Future<?> writer : writers) {
                    writer.get();
                }
                return watch.sample();
            }

            @Override
            public void close() {
                pool.shutdownNow();
            }
        };
    }

    private int write(Stopwatch watch, int batch) throws RocksDBException {
        try (WriteBatch writes = new WriteBatch()) {
            while (watch.running()) {
                long began = System.nanoTime();
                writes.clear();
                for (int i = 0; i < batch; i++) {
                    writes.put(key(), value);
                }
                db.write(durable, writes);
                watch.count(began, batch);
            }
        }
        return batch;
    }

    private static byte[] key() {
        String number = Integer.toString(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
        return (Records.PREFIX + "/item-" + number).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        db.close();
        durable.close();
        options.close();
    }
}
