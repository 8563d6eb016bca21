package org.yuanliu.node.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;

/**
 * The one writer of a node that stands alone. Its thread takes all commands that wait, applies them to one draft,
 * commits that with a single fsync and answers; commands that arrive meanwhile make the next group. So the fsync in
 * flight is the timer: a lone command does not wait for company, many share the cost.
 */
public final class LocalLog implements CommandLog {
    private static final QuietLog LOG = QuietLog.of(LocalLog.class);

    /** Most commands that may wait; more are refused as {@code TOO_BUSY}. */
    private static final int MAX_WAITING = 16_384;

    /** Most bytes of commands that may wait; more are refused, too. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    /** Most commands in one commit: keeps a commit in the range of milliseconds. */
    private static final int MAX_GROUP = 512;

    /** From so many bytes on a commit takes no further command: a small change may write a large record anew. */
    static final long FULL_COMMIT_BYTES = 8L << 20;

    /** How often a store that failed is tried again though nobody wants to write. */
    private static final long SETTLE_EVERY_MILLIS = 1000;

    private final Store store;
    private final StateMachine machine;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer = new Thread(this::run, "writer");
    /** The writer's: whether the store failed and was not seen well since. */
    private boolean failed;

    private volatile boolean closing;
    private volatile boolean stopped;

    /** A command and who waits for its answer. */
    private record Waiting(Command command, Consumer<Answer> done) {
        /** Wakes the writer so that it sees it has to stop. */
        static final Waiting STOP = new Waiting(Command.getDefaultInstance(), answer -> {});

        int bytes() {
            return command.getSerializedSize();
        }
    }

    public LocalLog(Store store, StateMachine machine) {
        this.store = store;
        this.machine = machine;
        writer.start();
    }

    @Override
    public void append(Command command, Consumer<Answer> done) {
        if (closing) {
            done.accept(shuttingDown());
        } else if (!enqueue(new Waiting(command, done))) {
            done.accept(Answers.refused(Reason.TOO_BUSY, "too many changes wait already"));
        } else if (stopped) {
            refuseWaiting();
        }
    }

    private boolean enqueue(Waiting waiting) {
        if (waitingBytes.addAndGet(waiting.bytes()) <= MAX_WAITING_BYTES && queue.offer(waiting)) {
            return true;
        }
        waitingBytes.addAndGet(-waiting.bytes());
        return false;
    }

    @Override
    public CompletableFuture<Void> readBarrier() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                queue.offer(Waiting.STOP);
                writer.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> group = new ArrayList<>(MAX_GROUP);
        while (!closing || !queue.isEmpty()) {
            Waiting first;
            try {
                first = failed ? queue.poll(SETTLE_EVERY_MILLIS, TimeUnit.MILLISECONDS) : queue.take();
            } catch (InterruptedException e) {
                continue; // Nobody here interrupts the writer; it ends by closing.
            }
            if (first == null) {
                commit(group); // Of nothing: reading goes on as soon as it can, whether somebody writes or not.
                continue;
            }
            group.add(first);
            queue.drainTo(group, MAX_GROUP - 1);
            group.removeIf(waiting -> waiting == Waiting.STOP);
            write(group);
            group.clear();
        }
        stopped = true;
        refuseWaiting();
    }

    /** For what was appended while the writer was stopping: whoever comes last, the writer or the caller, answers it. */
    private void refuseWaiting() {
        for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
            answer(late, shuttingDown());
        }
    }

    private static Answer shuttingDown() {
        return Answers.refused(Reason.READ_ONLY, "it is shutting down");
    }

    private void write(List<Waiting> group) {
        int written = 0;
        while (written < group.size()) {
            List<Waiting> rest = group.subList(written, group.size());
            List<Answer> answers = commit(rest);
            for (int i = 0; i < answers.size(); i++) {
                answer(rest.get(i), answers.get(i));
            }
            written += answers.size();
        }
    }

    /** Commits the first few of the group, as many as one commit takes, and tells the answers to them. */
    private List<Answer> commit(List<Waiting> group) {
        List<Answer> answers = new ArrayList<>(group.size());
        String told = "the writer failed";
        try {
            store.settle();
            Draft draft = apply(group, answers);
            if (!draft.batch().isEmpty()) {
                store.commit(draft.batch());
            }
            failed = false;
            return answers;
        } catch (StoreFailure e) {
            failed = true;
            LOG.error("cannot write: {}", e.getMessage());
            told = e.told();
        } catch (RuntimeException | Error e) {
            LOG.error("writing failed", e); // And the writer lives on: without it nobody would get an answer.
        }
        return Collections.nCopies(
                group.size(), Answers.refused(Reason.READ_ONLY, told + ", perhaps after it wrote the change"));
    }

    /**
     * Applies the first few of the group to a fresh draft until that is full. A command that fails, or for which damaged
     * data would have to be read, leaves half of its changes behind: so the draft is made again up to it, and it fails again
     * as the first of the next. So each is applied twice at most, however many fail.
     *
     * @throws StoreFailure if no other command would fare better
     */
    private Draft apply(List<Waiting> group, List<Answer> answers) {
        int end = group.size();
        while (true) {
            Draft draft = new Draft(store);
            answers.clear();
            int i = 0;
            try {
                for (; i < end && draft.batch().bytes() < FULL_COMMIT_BYTES; i++) {
                    answers.add(machine.apply(group.get(i).command, draft));
                }
                return draft;
            } catch (RuntimeException e) {
                if (e instanceof StoreFailure failure && !failure.isDamage()) {
                    throw failure;
                }
                if (i == 0) {
                    noteFailed(group.get(0).command, e);
                    answers.add(Answers.refused(Reason.INTERNAL_ERROR));
                    return new Draft(store);
                }
                end = i;
            }
        }
    }

    private static void noteFailed(Command command, RuntimeException e) {
        if (e instanceof StoreFailure) {
            LOG.error("cannot apply a {}: {}", command.getChangeCase(), e.getMessage());
        } else {
            LOG.error("applying a {} failed", command.getChangeCase(), e);
        }
    }

    private void answer(Waiting waiting, Answer answer) {
        waitingBytes.addAndGet(-waiting.bytes());
        try {
            waiting.done.accept(answer);
        } catch (RuntimeException | Error e) { // As in commit: the writer lives on.
            LOG.error("taking an answer failed", e);
        }
    }
}
