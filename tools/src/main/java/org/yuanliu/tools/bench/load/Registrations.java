package org.yuanliu.tools.bench.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.yuanliu.sdk.YuanliuClient;

/** Registers records, each with a number of its own. */
public final class Registrations {
    private static final int AT_A_TIME = 200;

    private Registrations() {}

    /** Registers the numbers below {@code count} and waits until all are durable. */
    public static void fill(YuanliuClient client, int count) throws Exception {
        Semaphore room = new Semaphore(AT_A_TIME);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < count && failure.get() == null; i++) {
            room.acquire();
            client.async().register(Records.identifier(i), Records.elements(i)).whenComplete((written, e) -> {
                if (e != null) {
                    failure.compareAndSet(null, e);
                }
                room.release();
            });
        }
        room.acquire(AT_A_TIME);
        if (failure.get() != null) {
            throw new IllegalStateException("the records could not be registered", failure.get());
        }
    }

    /** A load of single registrations, {@code clients} at a time, of numbers from {@code next} on. */
    public static Load load(YuanliuClient client, AtomicInteger next, int clients) {
        return new CallLoad(clients, () -> {
            int number = next.getAndIncrement();
            return client.async().register(Records.identifier(number), Records.elements(number));
        });
    }
}
