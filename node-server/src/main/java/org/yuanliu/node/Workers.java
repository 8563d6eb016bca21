package org.yuanliu.node;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads for what must not happen on an event loop: reads from disk, slow cryptography. Thread-safe. */
final class Workers implements Executor, AutoCloseable {
    /** Most tasks that wait; further ones are rejected, which callers hear as "busy". */
    private static final int MAX_WAITING = 4096;

    private static final int PATIENCE_SECONDS = 5;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor pool;

    Workers() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws java.util.concurrent.RejectedExecutionException if too much waits, or the node is closing */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Does what waits, for some seconds at most. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
