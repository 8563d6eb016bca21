package org.yuanliu.node.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.wire.Envelope;

/**
 * Puts requests together that come in several datagrams. Bounded for each sender and in all: when it is full, the oldest
 * incomplete message gives way, so a flood of first parts costs a fixed piece of memory and nobody's time. For one
 * thread.
 */
final class Reassembly {
    private final UdpLimits limits;
    private final UdpCounters counters;

    /** Oldest first, which is also the order in which they expire. */
    private final Map<Partial.Key, Partial> partials = new LinkedHashMap<>();

    private final Map<InetAddress, Sender> senders = new HashMap<>();
    private long cost;

    Reassembly(UdpLimits limits, UdpCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    private static final class Sender {
        private final Set<Partial> partials = new LinkedHashSet<>();
        private long cost;
    }

    /**
     * Takes a datagram that holds a part of a message.
     *
     * @param now nanoseconds on a clock that only goes forward
     * @return the message, if this was all it still lacked
     * @throws MalformedMessage if it can be no part of a message
     */
    Optional<Bytes> add(InetSocketAddress peer, Bytes datagram, long now) throws MalformedMessage {
        expire(now);
        Envelope envelope = Envelope.read(datagram);
        Partial.Key key = new Partial.Key(peer, envelope.requestId());
        Partial known = partials.get(key);
        // The same number for a message of another length: the sender has given the earlier one up.
        Partial partial = known != null && known.length() == envelope.length()
                ? known
                : new Partial(key, envelope, now + limits.messageTime().toNanos());
        int before = partial == known ? partial.cost() : 0;
        Optional<Bytes> whole = partial.add(envelope, datagram);
        if (partial != known) {
            Optional.ofNullable(known).ifPresent(this::remove);
            hold(partial);
        }
        count(partial, partial.cost() - before);
        if (whole.isPresent()) {
            remove(partial);
        }
        makeRoom(peer.getAddress());
        return whole;
    }

    /** Forgets what has waited too long. */
    void expire(long now) {
        while (!partials.isEmpty() && oldest().deadline() - now <= 0) {
            evict(oldest());
        }
    }

    int size() {
        return partials.size();
    }

    /** Bytes held, about. */
    long cost() {
        return cost;
    }

    private void makeRoom(InetAddress address) {
        Sender sender = senders.get(address);
        while (sender != null
                && (sender.partials.size() > limits.messagesOfOne() || sender.cost > limits.memoryOfOne())) {
            evict(sender.partials.iterator().next());
        }
        while (partials.size() > limits.messages() || cost > limits.memory()) {
            evict(oldest());
        }
    }

    private Partial oldest() {
        return partials.values().iterator().next();
    }

    private void evict(Partial partial) {
        remove(partial);
        counters.incomplete.increment();
    }

    private void hold(Partial partial) {
        partials.put(partial.key(), partial);
        senders.computeIfAbsent(partial.sender(), a -> new Sender()).partials.add(partial);
    }

    private void remove(Partial partial) {
        count(partial, -partial.cost());
        partials.remove(partial.key());
        Sender sender = sender(partial);
        sender.partials.remove(partial);
        if (sender.partials.isEmpty()) {
            senders.remove(partial.sender());
        }
    }

    private void count(Partial partial, int change) {
        cost += change;
        counters.held.add(change);
        sender(partial).cost += change;
    }

    private Sender sender(Partial partial) {
        return senders.computeIfAbsent(partial.sender(), a -> new Sender());
    }
}
