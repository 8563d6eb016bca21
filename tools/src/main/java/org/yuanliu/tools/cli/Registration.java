package org.yuanliu.tools.cli;

import org.yuanliu.tools.client.Refusals;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.yuanliu.model.Element;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.tools.files.BatchLine;

/**
 * Sends the lines of a file to a node and collects the verdicts. A line that the node refuses is a rejection; a node that
 * does not answer ends the run. For one run.
 */
final class Registration {
    private final Sender sender;
    private final Consumer<Rejection> rejections;
    private final Progress progress;
    private final Texts texts;
    private final AtomicReference<RuntimeException> lost = new AtomicReference<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /** Sends batches; waits where it must not send on, and throws {@link YuanliuException} once it cannot. */
    interface Sender {
        void send(BatchLine.Batch batch, Consumer<Verdict> verdict);

        /** Waits for all verdicts. */
        default void await() {}

        /** As below, the batches' elements being taken as values of the template's fields. */
        static Sender over(RegistrationStream stream, String template, boolean update) {
            return over(stream, (batch, verdict) -> {
                if (update) {
                    stream.update(batch.identifier(), template, values(batch), verdict);
                } else {
                    stream.register(batch.identifier(), template, values(batch), verdict);
                }
            });
        }

        private static Map<String, String> values(BatchLine.Batch batch) {
            return batch.elements().stream()
                    .collect(Collectors.toMap(element -> element.type().name(), Element::text));
        }

        /** @param update whether the batches are there and get elements put into them */
        static Sender over(RegistrationStream stream, boolean update) {
            return over(stream, (batch, verdict) -> {
                if (update) {
                    stream.update(batch.identifier(), batch.elements(), verdict);
                } else {
                    stream.register(batch.identifier(), batch.elements(), verdict);
                }
            });
        }

        private static Sender over(RegistrationStream stream, BiConsumer<BatchLine.Batch, Consumer<Verdict>> send) {
            return new Sender() {
                @Override
                public void send(BatchLine.Batch batch, Consumer<Verdict> verdict) {
                    send.accept(batch, verdict);
                }

                @Override
                public void await() {
                    stream.await();
                }
            };
        }
    }

    /** A line that was not taken, and why. */
    record Rejection(BatchLine line, String reason, String message) {}

    /** How a run went. */
    record Result(long accepted, long rejected, Duration took) {
        /** Batches a second. */
        long rate() {
            return Math.round(accepted * 1e9 / Math.max(1, took.toNanos()));
        }
    }

    /** @param rejections called one at a time, from any thread */
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
                reject(line, wrong.problem().reason().name(), wrong.problem().text(texts.locale()));
            } else if (line instanceof BatchLine.Batch batch) {
                sender.send(batch, verdict -> note(batch, verdict));
            }
        }
        sender.await();
        RuntimeException end = lost.get();
        if (end != null) {
            throw end;
        }
        return new Result(accepted.sum(), rejected.sum(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void note(BatchLine line, Verdict verdict) {
        try {
            if (verdict.failure().isEmpty()) {
                accepted.increment();
                progress.step();
            } else {
                judge(line, verdict.failure().get());
            }
        } catch (RuntimeException e) {
            lost.compareAndSet(null, e);
        }
    }

    private void judge(BatchLine line, Failure failure) {
        if (Refusals.isAboutTheLine(failure)) {
            reject(line, failure.reason(), failure.message());
        } else {
            lost.compareAndSet(null, new YuanliuException(failure));
        }
    }

    private synchronized void reject(BatchLine line, String reason, String message) {
        rejected.increment();
        rejections.accept(new Rejection(line, reason, message));
        progress.step();
    }
}
