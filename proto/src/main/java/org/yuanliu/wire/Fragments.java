package org.yuanliu.wire;

import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/**
 * A message as datagrams (wire reference, section 12): each an envelope and at most 492 bytes of what follows it, with
 * TC, its number from 0, and the length of the whole message.
 */
public final class Fragments {
    /** Most bytes behind the envelope in one datagram. */
    public static final int DATA_BYTES = 492;

    private Fragments() {}

    /** Bytes of all datagrams that the message becomes, their envelopes included. */
    public static long datagramBytes(Bytes message) {
        int data = message.length() - Envelope.BYTES;
        int parts = Math.max(1, (data + DATA_BYTES - 1) / DATA_BYTES);
        return data + (long) parts * Envelope.BYTES;
    }

    /**
     * The datagrams of a message, in order; the message itself if it fits into one.
     *
     * @param message envelope and all that follows, encrypted or not
     */
    public static List<Bytes> split(Bytes message) {
        if (message.length() <= Envelope.BYTES + DATA_BYTES) {
            return List.of(message);
        }
        Envelope envelope = envelope(message);
        List<Bytes> datagrams = new ArrayList<>(count(envelope.length()));
        for (int from = Envelope.BYTES; from < message.length(); from += DATA_BYTES) {
            int to = Math.min(from + DATA_BYTES, message.length());
            WireWriter out = new WireWriter(Envelope.BYTES + to - from);
            envelope.fragment(datagrams.size()).write(out);
            datagrams.add(out.raw(message.slice(from, to)).take());
        }
        return datagrams;
    }

    /** Whether a datagram with this envelope is a part of something longer; some software forgets TC. */
    public static boolean isPart(Envelope envelope) {
        return envelope.has(Envelope.TRUNCATED) || envelope.length() > DATA_BYTES;
    }

    static int count(int length) {
        return (length + DATA_BYTES - 1) / DATA_BYTES;
    }

    private static Envelope envelope(Bytes message) {
        try {
            return Envelope.read(message);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e);
        }
    }
}
