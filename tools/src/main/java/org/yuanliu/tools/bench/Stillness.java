package org.yuanliu.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Waits until the process has nothing to do any more. A store goes on sorting files for seconds after the last write;
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
        long before = PROCESS.getProcessCpuTime();
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis());
            long now = PROCESS.getProcessCpuTime();
            if (now - before < STILL_NANOS) {
                return;
            }
            before = now;
        }
    }
}
