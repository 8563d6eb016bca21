package org.yuanliu.node.ops;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what comes through one door that nobody can read, and tells the operator of it, once a minute at most and
 * without a trace: it is the peer's fault. Thread-safe.
 */
public final class Malformed {
    private final QuietLog log = QuietLog.of(Malformed.class);
    private final LongAdder count = new LongAdder();
    private final String pattern;

    /** @param door what it came through, such as TCP */
    public Malformed(String door) {
        pattern = "What cannot be read came over " + door + ", from {}: {}";
    }

    /**
     * Counts one.
     *
     * @param peer whose it is
     * @param why what is wrong with it
     */
    public void note(Object peer, Object why) {
        count.increment();
        log.warn(pattern, peer, why instanceof Throwable fault ? fault.toString() : why);
    }

    /** How many there were. */
    public long count() {
        return count.sum();
    }
}
