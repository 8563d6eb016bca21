package org.yuanliu.node.net;

import java.util.concurrent.atomic.LongAdder;
import org.yuanliu.node.ops.Malformed;

/** What happened to datagrams that got no ordinary answer. Thread-safe. */
public final class UdpCounters {
    final Malformed malformed = new Malformed("UDP");
    final LongAdder incomplete = new LongAdder();
    final LongAdder tooLong = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final LongAdder held = new LongAdder();

    UdpCounters() {}

    /** Datagrams thrown away unread: too short, lengths that do not fit, or answers instead of requests. */
    public long malformed() {
        return malformed.count();
    }

    /** Messages of which some datagrams never came, or not in time. */
    public long incomplete() {
        return incomplete.sum();
    }

    /** Answers for TCP: refused, or where even the refusal would amplify, not sent. */
    public long tooLong() {
        return tooLong.sum();
    }

    /** Answers thrown away because the network took no more, or refused them. */
    public long unsent() {
        return unsent.sum();
    }

    /** Bytes held now, about, for messages of which some datagrams have not come yet. */
    public long heldBytes() {
        return held.sum();
    }
}
