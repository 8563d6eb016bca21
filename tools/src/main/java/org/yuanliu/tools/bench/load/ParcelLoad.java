package org.yuanliu.tools.bench.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.YuanliuClient;

/** Registers coils over one stream of the SDK, 500 in a parcel, as fast as the node takes them. */
public final class ParcelLoad implements Load {
    private final YuanliuClient client;
    private final AtomicInteger next;

    /** @param next number of the next coil to register */
    public ParcelLoad(YuanliuClient client, AtomicInteger next) {
        this.client = client;
        this.next = next;
    }

    @Override
    public Sample run(Duration time) throws InterruptedException {
        AtomicReference<Failure> refused = new AtomicReference<>();
        Stopwatch watch = new Stopwatch(time);
        try (var stream = client.registration("bench")) {
            while (watch.running()) {
                int number = next.getAndIncrement();
                long began = System.nanoTime();
                stream.register(Coils.identifier(number), Coils.TEMPLATE, Coils.values(number), verdict -> {
                    watch.count(began);
                    verdict.failure().ifPresent(refused::set);
                });
            }
        }
        if (refused.get() != null) {
            throw new IllegalStateException("a record was refused: " + refused.get());
        }
        return watch.sample();
    }

    @Override
    public void close() {}
}
