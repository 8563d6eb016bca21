package org.yuanliu.node.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.yuanliu.node.ops.Malformed;

/** All connections of a server in the order they came, and what they share. Thread-safe. */
final class Connections {
    /** How many of the oldest are looked at for room: if all of these work, the new one has to go. */
    private static final int LOOKED_AT = 64;

    private final HttpLimits limits;
    private final Set<Conversation> open = new LinkedHashSet<>();
    private final AtomicLong held = new AtomicLong();
    private final Malformed malformed = new Malformed("HTTP");
    private boolean closing;

    Connections(HttpLimits limits) {
        this.limits = limits;
    }

    Malformed malformed() {
        return malformed;
    }

    HttpLimits limits() {
        return limits;
    }

    Body newBody(int most) {
        return new Body(most, held, limits.memory());
    }

    /** Notes that a connection holds more or less unread answers than before; false when that is too much. */
    boolean hold(long before, long now) {
        return held.addAndGet(now - before) <= limits.memory() || now <= before;
    }

    /** Bytes held for all connections together. */
    long held() {
        return held.get();
    }

    void add(Conversation conversation) {
        Conversation surplus = null;
        synchronized (open) {
            if (closing) {
                surplus = conversation;
            } else if (open.size() >= limits.connections()) {
                surplus = open.stream()
                        .limit(LOOKED_AT)
                        .filter(Conversation::spare)
                        .findFirst()
                        .orElse(conversation);
                open.remove(surplus);
            }
            if (surplus != conversation) {
                open.add(conversation);
            }
        }
        if (surplus != null) {
            surplus.cut();
        }
    }

    void remove(Conversation conversation) {
        synchronized (open) {
            open.remove(conversation);
        }
    }

    /** Takes no more; what it still has is to be closed by the caller. */
    List<Conversation> end() {
        synchronized (open) {
            closing = true;
            return new ArrayList<>(open);
        }
    }

    List<Conversation> all() {
        synchronized (open) {
            return new ArrayList<>(open);
        }
    }
}
