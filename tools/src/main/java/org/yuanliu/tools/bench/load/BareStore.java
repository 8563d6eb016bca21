package org.yuanliu.tools.bench.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.yuanliu.model.Bytes;

/** What the store below a node can do: durable writes of records, keys in their order. */
public final class BareStore implements AutoCloseable {
    private static final Stencil KEYS =
            Stencil.of(number -> Records.identifier(number).key().toArray());

    private final Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(128 << 20);
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final AtomicInteger next = new AtomicInteger();
    private final RocksDB db;

    public BareStore(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        db = RocksDB.open(options, folder.toString());
    }

    /** A load of {@code threads} that each write {@code value} {@code batch} times at a time and wait for the disk. */
    public Load writes(int threads, int batch, Bytes value) {
        byte[] record = value.toArray();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        return new Load() {
            @Override
            public Sample run(Duration time) throws Exception {
                Stopwatch watch = new Stopwatch(time);
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    writers.add(pool.submit(() -> write(watch, batch, record)));
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

    private int write(Stopwatch watch, int batch, byte[] value) throws RocksDBException {
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

    private byte[] key() {
        return KEYS.bytes(next.getAndIncrement() % Stencil.NUMBERS);
    }

    @Override
    public void close() {
        db.close();
        durable.close();
        options.close();
    }
}
