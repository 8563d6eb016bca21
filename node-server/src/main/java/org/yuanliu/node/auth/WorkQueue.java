package org.yuanliu.node.auth;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.QuietLog;

/**
 * Hands work that takes milliseconds (signatures, key agreement, look-ups that may wait for the disk) to the node's
 * bounded pool and sees to it that somebody hears of it, whatever happens. Sources get their {@link Turns}, and the pool
 * has no more of this work at a time than it has threads, so that nobody fills it for others. Thread-safe.
 */
public final class WorkQueue {
    private static final QuietLog LOG = QuietLog.of(WorkQueue.class);

    private static final int MOST = 4096;
    private static final int MOST_OF_ONE = MOST / 4;
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Executor workers;
    private final Turns<Task> turns = new Turns<>(MOST, MOST_OF_ONE);
    private final AtomicInteger running = new AtomicInteger();

    private record Task(Runnable work, Consumer<Problem> failed) {}

    /** @param workers a bounded pool; it refuses with {@link RejectedExecutionException} when it is full */
    public WorkQueue(Executor workers) {
        this.workers = workers;
    }

    /**
     * Runs the work on a worker, when it is its source's turn.
     *
     * @param source who wants it
     * @param done gets the result, on the worker's thread
     * @param failed gets the reason instead: TOO_BUSY if too much waits; INTERNAL_ERROR if the work or {@code done} threw,
     *     which is logged
     */
    public <T> void run(InetAddress source, Supplier<T> work, Consumer<T> done, Consumer<Problem> failed) {
        if (turns.add(source, new Task(() -> done.accept(work.get()), failed))) {
            start();
        } else {
            failed.accept(tooBusy());
        }
    }

    private void start() {
        if (running.getAndUpdate(n -> Math.min(n + 1, AT_ONCE)) == AT_ONCE) {
            return; // Those who run look again before they end.
        }
        try {
            workers.execute(this::takeTurns);
        } catch (RejectedExecutionException e) {
            if (running.decrementAndGet() == 0) {
                turns.clear().forEach(task -> fail(task, tooBusy()));
            }
        }
    }

    /** Does one task and queues up again: others' work in the pool gets its turn in between. */
    private void takeTurns() {
        for (Optional<Task> task = turns.next(); task.isPresent(); task = turns.next()) {
            perform(task.get());
            if (!turns.isEmpty() && queuedUpAgain()) {
                return;
            }
        }
        running.decrementAndGet();
        if (!turns.isEmpty()) {
            start();
        }
    }

    private boolean queuedUpAgain() {
        try {
            workers.execute(this::takeTurns);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void perform(Task task) {
        try {
            task.work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("work on a request failed", e);
            fail(task, Problem.of(Reason.INTERNAL_ERROR));
        }
    }

    private static void fail(Task task, Problem problem) {
        try {
            task.failed.accept(problem);
        } catch (RuntimeException e) {
            LOG.error("a request could not be refused", e);
        }
    }

    private static Problem tooBusy() {
        return Problem.of(Reason.TOO_BUSY, "too much is waiting for a worker");
    }
}
