package org.yuanliu.tools.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.yuanliu.model.Element;
import org.yuanliu.model.Problem;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.tools.files.BatchLine;

/**
 * Sends the lines of a file to a node and collects the verdicts. A line that the node refuses is a rejection; a node that
 * does not answer ends the run. For one run.
 */
final class Registration {
    private static final int MOST_HELD = 1000;

    private final Sender sender;
    private final Consumer<Rejection> rejections;
    private final Progress progress;
    private final Texts texts;
    private final AtomicReference<RuntimeException> lost = new AtomicReference<>();
    /** Lines that cannot be read and stand behind lines that have no verdict yet. */
    private final Queue<Rejection> held = new ArrayDeque<>();

    private long unjudged;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /** Sends batches, verdicts coming in their order; waits where it must not send on, and throws {@link YuanliuException} once it cannot. */
    interface Sender {
        void send(BatchLine.Item item, Consumer<Verdict> verdict);

        /** Waits for all verdicts. */
        default void await() {}

        /** As below, a batch's elements being taken as values of the template's fields. */
        static Sender over(RegistrationStream stream, String template, boolean update) {
            Sender sender = over(stream, update);
            return awaiting(
                    stream,
                    (item, verdict) -> sender.send(
                            item instanceof BatchLine.Batch batch ? filled(batch, template) : item, verdict));
        }

        private static BatchLine.Filled filled(BatchLine.Batch batch, String template) {
            Map<String, String> values = batch.elements().stream()
                    .collect(Collectors.toMap(element -> element.type().name(), Element::text));
            return new BatchLine.Filled(
                    batch.number(), batch.text(), batch.identifier(), template, values, batch.update());
        }

        /** @param update whether all records are there and get values put into them, whatever their lines say */
        static Sender over(RegistrationStream stream, boolean update) {
            return awaiting(stream, (item, verdict) -> {
                boolean updates = update || item.update();
                if (item instanceof BatchLine.Filled filled && updates) {
                    stream.update(filled.identifier(), filled.template(), filled.values(), verdict);
                } else if (item instanceof BatchLine.Filled filled) {
                    stream.register(filled.identifier(), filled.template(), filled.values(), verdict);
                } else if (item instanceof BatchLine.Batch batch && updates) {
                    stream.update(batch.identifier(), batch.elements(), verdict);
                } else if (item instanceof BatchLine.Batch batch) {
                    stream.register(batch.identifier(), batch.elements(), verdict);
                }
            });
        }

        private static Sender awaiting(RegistrationStream stream, BiConsumer<BatchLine.Item, Consumer<Verdict>> send) {
            return new Sender() {
                @Override
                public void send(BatchLine.Item item, Consumer<Verdict> verdict) {
                    send.accept(item, verdict);
                }

                @Override
                public void await() {
                    stream.await();
                }
            };
        }
    }

    /**
     * A line that was not taken, and why.
     *
     * @param faults the rules of its template that it breaks, a sentence each
     */
    record Rejection(BatchLine line, String reason, String message, List<String> faults) {}

    /** How a run went. */
    record Result(long accepted, long rejected, Duration took) {
        /** Batches a second. */
        long rate() {
            return Math.round(accepted * 1e9 / Math.max(1, took.toNanos()));
        }
    }

    /** @param rejections called one at a time and in the order of the lines, from any thread */
    Registration(Sender sender, Consumer<Rejection> rejections, Progress progress, Texts texts) {
        this.sender = sender;
        this.rejections = rejections;
        this.progress = progress;
        this.texts = texts;
    }

    /**
     * @throws YuanliuException if the node cannot be reached any more; what was answered until then is done
     * @throws RuntimeException what {@code rejections} threw, the same
     */
    Result run(Iterator<BatchLine> lines) {
        long start = System.nanoTime();
        while (lines.hasNext() && lost.get() == null) {
            BatchLine line = lines.next();
            if (line instanceof BatchLine.Wrong wrong) {
                hold(rejection(wrong));
            } else if (line instanceof BatchLine.Item item) {
                sent();
                sender.send(item, verdict -> note(item, verdict));
            }
        }
        sender.await();
        RuntimeException end = lost.get();
        if (end != null) {
            throw end;
        }
        return new Result(accepted.sum(), rejected.sum(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Rejection rejection(BatchLine.Wrong wrong) {
        Problem problem = wrong.problem();
        return new Rejection(
                wrong,
                problem.reason().name(),
                problem.text(texts.locale()),
                problem.violations().stream()
                        .map(violation -> violation.text(texts.locale()))
                        .toList());
    }

    private synchronized void sent() {
        unjudged++;
    }

    /** So that rejections come in the order of the lines. */
    private void hold(Rejection rejection) {
        boolean full;
        synchronized (this) {
            held.add(rejection);
            full = held.size() >= MOST_HELD;
            if (unjudged == 0) {
                release(Long.MAX_VALUE);
            }
        }
        if (full) {
            sender.await();
        }
    }

    /** Rejects what is held of the lines before this one. */
    private void release(long line) {
        while (!held.isEmpty() && held.element().line().number() < line) {
            reject(held.remove());
        }
    }

    private synchronized void note(BatchLine line, Verdict verdict) {
        try {
            release(line.number());
            if (verdict.failure().isEmpty()) {
                accepted.increment();
                progress.step();
            } else {
                judge(line, verdict.failure().get());
            }
            if (--unjudged == 0) {
                release(Long.MAX_VALUE);
            }
        } catch (RuntimeException e) {
            lost.compareAndSet(null, e);
        }
    }

    private void judge(BatchLine line, Failure failure) {
        if (Refusals.isAboutTheLine(failure)) {
            reject(new Rejection(line, failure.reason(), failure.message(), failure.violations()));
        } else {
            lost.compareAndSet(null, new YuanliuException(failure));
        }
    }

    private void reject(Rejection rejection) {
        rejected.increment();
        rejections.accept(rejection);
        progress.step();
    }
}
