package org.yuanliu.node.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks that wait, taken from their sources in turn: whoever brings a thousand delays another's one by one of his own.
 * Bounded for each source and in all. Thread-safe.
 *
 * @param <T> the tasks
 */
final class Turns<T> {
    /** Of an IPv6 address the half that names a network: whoever has one has all addresses in it. */
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final int mostOfOne;

    /** The first is next; a source that has more to do goes behind all others. None is empty. */
    private final Map<InetAddress, Deque<T>> waiting = new LinkedHashMap<>();

    private int size;

    Turns(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes the task in; false if too many wait already. */
    synchronized boolean add(InetAddress address, T task) {
        InetAddress source = source(address);
        Deque<T> before = waiting.get(source);
        if (size >= most || before != null && before.size() >= mostOfOne) {
            return false;
        }
        waiting.computeIfAbsent(source, s -> new ArrayDeque<>(1)).add(task);
        size++;
        return true;
    }

    /** Takes out the task whose turn it is. */
    synchronized Optional<T> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<InetAddress, Deque<T>> first = waiting.entrySet().iterator().next();
        InetAddress source = first.getKey();
        Deque<T> tasks = first.getValue();
        waiting.remove(source);
        T next = tasks.remove();
        if (!tasks.isEmpty()) {
            waiting.put(source, tasks);
        }
        size--;
        return Optional.of(next);
    }

    /** Takes out all. */
    synchronized List<T> clear() {
        List<T> all = new ArrayList<>(size);
        waiting.values().forEach(all::addAll);
        waiting.clear();
        size = 0;
        return all;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    private static InetAddress source(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
