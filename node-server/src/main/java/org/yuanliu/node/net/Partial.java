package org.yuanliu.node.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.FragmentAssembly;
import org.yuanliu.wire.Fragments;
import org.yuanliu.wire.MessageCodec;

/** A message of which some datagrams are still missing: whose it is, until when, and what it costs to hold. */
final class Partial {
    /** About what the objects around the bytes take. */
    private static final int OVERHEAD = 250;

    private static final int OVERHEAD_OF_PART = 64;

    private final Key key;
    private final FragmentAssembly assembly;
    private final int length;
    private final long deadline;
    private int cost;

    /**
     * @param first envelope of any of its parts
     * @throws MalformedMessage if no message is that long
     */
    Partial(Key key, Envelope first, long deadline) throws MalformedMessage {
        this.key = key;
        this.deadline = deadline;
        length = first.length();
        assembly = new FragmentAssembly(first, MessageCodec.MAX_LENGTH);
        cost = OVERHEAD + 4 * (length / Fragments.DATA_BYTES);
    }

    /** Request numbers are the client's own choice, so they count only together with its address. */
    record Key(InetSocketAddress peer, int requestId) {}

    /**
     * Takes a datagram and returns the message if that was all it lacked.
     *
     * @throws MalformedMessage if it is no part of this message
     */
    Optional<Bytes> add(Envelope envelope, Bytes datagram) throws MalformedMessage {
        Optional<Bytes> whole = assembly.add(envelope, datagram);
        cost += datagram.length() + OVERHEAD_OF_PART;
        return whole;
    }

    Key key() {
        return key;
    }

    InetAddress sender() {
        return key.peer().getAddress();
    }

    /** Bytes of the whole message behind its envelope. */
    int length() {
        return length;
    }

    long deadline() {
        return deadline;
    }

    int cost() {
        return cost;
    }
}
