package org.yuanliu.node.net;

import java.util.concurrent.atomic.LongAdder;

/** What happened to datagrams that got no ordinary answer. Thread-safe. */
public final class UdpCounters {
    final LongAdder malformed = new LongAdder();
    final LongAdder incomplete = new LongAdder();
    final LongAdder tooLong = new LongAdder();
    final LongAdder unsent = new LongAdder();

    UdpCounters() {}

    /** Datagrams thrown away unread: too short, lengths that do not fit, or answers instead of requests. */
    public long malformed() {
        return malformed.sum();
    }

    /** Messages of which some datagrams never came, or not in time. */
    public long incomplete() {
        return incomplete.sum();
    }

    /** Answers refused because they are for TCP. */
    public long tooLong() {
        return tooLong.sum();
    }

    /** Answers thrown away because the network took no more, or refused them. */
    public long unsent() {
        return unsent.sum();
    }
}
