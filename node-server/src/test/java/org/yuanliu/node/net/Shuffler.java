package org.yuanliu.node.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks on other threads in a random order: collects some, shuffles them, and lets go. */
final class Shuffler implements Executor, AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();

    Shuffler(long seed) {
        random = new Random(seed);
        threads.execute(this::turnOut);
    }

    @Override
    public synchronized void execute(Runnable task) {
        waiting.add(waiting.isEmpty() ? 0 : random.nextInt(waiting.size()), task);
        notifyAll();
    }

    private void turnOut() {
        try {
            while (true) {
                threads.execute(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return waiting.remove(random.nextInt(waiting.size()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
