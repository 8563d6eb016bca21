package org.yuanliu.node.net;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.yuanliu.node.ops.Malformed;

/** All connections of a server, in the order they came, and the memory they share. Thread-safe. */
final class Connections {
    /** How many of the oldest are looked at for room: if all of these work, the new one has to go. */
    private static final int LOOKED_AT = 64;

    private final TcpLimits limits;
    private final Set<TcpLine> open = new LinkedHashSet<>();
    private final AtomicLong held = new AtomicLong();
    private final Malformed malformed = new Malformed("TCP");
    private boolean closing;

    Connections(TcpLimits limits) {
        this.limits = limits;
    }

    void add(TcpLine line) {
        List<TcpLine> surplus;
        synchronized (open) {
            surplus = open.size() < limits.connections() && !closing ? List.of() : List.of(spareOr(line));
            open.add(line);
            surplus.forEach(open::remove);
        }
        surplus.forEach(TcpLine::cut);
    }

    void remove(TcpLine line) {
        synchronized (open) {
            open.remove(line);
        }
    }

    /** Takes no more; what it still has is to be closed by the caller. */
    List<TcpLine> end() {
        synchronized (open) {
            closing = true;
            return new ArrayList<>(open);
        }
    }

    int size() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Notes that a connection holds more or less than before; false when that is too much. */
    boolean hold(long before, long now) {
        long all = held.addAndGet(now - before);
        return now <= before || all <= limits.memory() && now <= limits.memoryOfOne();
    }

    Malformed malformed() {
        return malformed;
    }

    /** Bytes held for all connections together. */
    long held() {
        return held.get();
    }

    private TcpLine spareOr(TcpLine newest) {
        return closing
                ? newest
                : open.stream()
                        .limit(LOOKED_AT)
                        .filter(TcpLine::spare)
                        .findFirst()
                        .orElse(newest);
    }
}
