package org.yuanliu.tools.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Keeps a number of asynchronous calls under way: the next begins when one ends. */
public final class CallLoad implements Load {
    private final int atATime;
    private final Supplier<? extends CompletableFuture<?>> call;

    public CallLoad(int atATime, Supplier<? extends CompletableFuture<?>> call) {
        this.atATime = atATime;
        this.call = call;
    }

    @Override
    public Sample run(Duration time) throws Exception {
        Run run = new Run(new Stopwatch(time), new Phaser(1), new AtomicReference<>());
        for (int i = 0; i < atATime; i++) {
            run.underWay.register();
            next(run);
        }
        Sample sample = run.watch.sample();
        run.underWay.awaitAdvanceInterruptibly(run.underWay.arriveAndDeregister());
        if (run.failure.get() != null) {
            throw new IllegalStateException("a call failed", run.failure.get());
        }
        return sample;
    }

    private record Run(Stopwatch watch, Phaser underWay, AtomicReference<Throwable> failure) {}

    private void next(Run run) {
        long began = System.nanoTime();
        call.get().whenComplete((answer, failure) -> {
            if (failure != null) {
                run.failure.compareAndSet(null, failure);
            } else {
                run.watch.count(began);
            }
            if (run.watch.running() && failure == null) {
                next(run);
            } else {
                run.underWay.arriveAndDeregister();
            }
        });
    }

    @Override
    public void close() {}
}
