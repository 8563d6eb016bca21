package org.yuanliu.wire;

import java.util.Arrays;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/**
 * One message being put together from its datagrams, in whatever order they come (wire reference, section 12). Holds no
 * more than the datagrams that came. One thread at a time; the owner bounds how many there are and for how long.
 */
public final class FragmentAssembly {
    private final Envelope first;
    private final Bytes[] parts;
    private int missing;

    /**
     * @param first envelope of any fragment of the message
     * @param limit most bytes behind the envelope
     * @throws MalformedMessage if the length in it is impossible or beyond the limit
     */
    public FragmentAssembly(Envelope first, int limit) throws MalformedMessage {
        MessageCodec.checkLength(first, limit);
        this.first = first;
        this.missing = Fragments.count(first.length());
        this.parts = new Bytes[missing];
        Arrays.fill(parts, Bytes.EMPTY);
    }

    /**
     * Takes a fragment; one that came before is ignored.
     *
     * @param envelope of the datagram
     * @param datagram all of it
     * @return the whole message, when this was the last one that was missing; its envelope has neither TC nor number
     * @throws MalformedMessage if the fragment does not belong to this message
     */
    public Optional<Bytes> add(Envelope envelope, Bytes datagram) throws MalformedMessage {
        int number = envelope.sequence();
        if (envelope.length() != first.length() || number < 0 || number >= parts.length) {
            throw WireReader.malformed("fragment " + number + " does not belong to a message of " + parts.length);
        }
        int expected = Math.min(Fragments.DATA_BYTES, first.length() - number * Fragments.DATA_BYTES);
        if (datagram.length() != Envelope.BYTES + expected) {
            throw WireReader.malformed("fragment " + number + " has " + datagram.length() + " bytes");
        }
        if (parts[number].isEmpty()) {
            parts[number] = datagram.slice(Envelope.BYTES, datagram.length());
            missing--;
            return missing == 0 ? Optional.of(join()) : Optional.empty();
        }
        return Optional.empty();
    }

    private Bytes join() {
        WireWriter out = new WireWriter(Envelope.BYTES + first.length());
        first.whole().write(out);
        for (Bytes part : parts) {
            out.raw(part);
        }
        return out.take();
    }
}
