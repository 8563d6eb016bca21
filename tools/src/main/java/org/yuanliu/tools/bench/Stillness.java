package org.yuanliu.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Waits until this process and its nodes have nothing to do any more. A store goes on sorting files for seconds after the last write;
 * without the wait that would slow whatever is measured next.
 */
final class Stillness {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Processor time that a process without work takes in that time, generously. */
    private static final long STILL_NANOS = LOOK.toNanos() / 10;

    private Stillness() {}

    /** Comes back after a minute at the latest. */
    static void await() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long before = processorNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis());
            long now = processorNanos();
            if (now - before < STILL_NANOS) {
                return;
            }
            before = now;
        }
    }

    /** Of this process and the nodes it has started. */
    private static long processorNanos() {
        return PROCESS.getProcessCpuTime()
                + ProcessHandle.current()
                        .children()
                        .flatMap(child -> child.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum();
    }
}
