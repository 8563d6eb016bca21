package org.yuanliu.node.auth;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/**
 * Hands work that takes milliseconds (signatures, key agreement, look-ups that may wait for the disk) to the node's
 * bounded pool and sees to it that somebody hears of it, whatever happens. Thread-safe.
 */
public final class WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

    private final Executor workers;

    /** @param workers a bounded pool; it refuses with {@link RejectedExecutionException} when it is full */
    public WorkQueue(Executor workers) {
        this.workers = workers;
    }

    /**
     * Runs the work on a worker.
     *
     * @param done gets the result, on the worker's thread
     * @param failed gets the reason instead: TOO_BUSY, on this thread, if the pool is full; INTERNAL_ERROR if the work
     *     threw, which is logged
     */
    public <T> void run(Supplier<T> work, Consumer<T> done, Consumer<Problem> failed) {
        try {
            workers.execute(() -> work(work, done, failed));
        } catch (RejectedExecutionException e) {
            failed.accept(Problem.of(Reason.TOO_BUSY, "too much is waiting for a worker"));
        }
    }

    private static <T> void work(Supplier<T> work, Consumer<T> done, Consumer<Problem> failed) {
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            LOG.error("work on an authentication failed", e);
            failed.accept(Problem.of(Reason.INTERNAL_ERROR));
            return;
        }
        done.accept(result);
    }
}
