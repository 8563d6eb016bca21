package org.yuanliu.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;

/**
 * Reads the field shapes of the wire reference one behind the other. Never reads past the end, never allocates by a
 * count that the bytes left cannot hold; what it gives out shares the source's bytes. One thread at a time.
 */
public final class WireReader {
    private static final int MIN_REFERENCE = 4 + 1 + 4;

    private final Bytes source;
    private int at;

    public WireReader(Bytes source) {
        this.source = source;
    }

    /** An unsigned byte. */
    public int u1() throws MalformedMessage {
        return source.u1(advance(1));
    }

    /** Two bytes, unsigned. */
    public int u2() throws MalformedMessage {
        return source.u2(advance(2));
    }

    /** Four bytes, as Java's signed int. */
    public int u4() throws MalformedMessage {
        return source.u4(advance(4));
    }

    /** Eight bytes, as Java's signed long. */
    public long u8() throws MalformedMessage {
        return source.u8(advance(8));
    }

    /** The next {@code length} bytes. */
    public Bytes take(int length) throws MalformedMessage {
        int from = advance(length);
        return source.slice(from, from + length);
    }

    /** {@code bytes}: a u4 length and so many bytes. */
    public Bytes bytes() throws MalformedMessage {
        return take(count(1));
    }

    /** {@code str}: as {@link #bytes()}, being UTF-8. */
    public String str() throws MalformedMessage {
        Bytes raw = bytes();
        String text = raw.utf8();
        // The decoder writes U+FFFD for what is no UTF-8; only then is it worth to look twice.
        if (text.indexOf('\uFFFD') >= 0) {
            checkUtf8(raw);
        }
        return text;
    }

    /** {@code str} that is an identifier, or the name of a prefix without a slash. */
    public Identifier identifier() throws MalformedMessage {
        return Identifier.of(bytes());
    }

    /** {@code ref}: an identifier and an index. */
    public Reference reference() throws MalformedMessage {
        Identifier identifier = identifier();
        return new Reference(identifier, u4());
    }

    /** {@code list<ref>}. */
    public List<Reference> references() throws MalformedMessage {
        int n = count(MIN_REFERENCE);
        List<Reference> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(reference());
        }
        return all;
    }

    /** {@code list<u4>}. */
    public List<Integer> integers() throws MalformedMessage {
        int n = count(4);
        if (n == 0) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(u4());
        }
        return all;
    }

    /** {@code list<value>}: a count and so many elements. */
    public Elements elements() throws MalformedMessage {
        int n = count(Elements.MIN_BYTES);
        Elements elements = Elements.read(source, at, n);
        at += elements.bytes().length();
        return elements;
    }

    /**
     * A u4 count of things that take at least {@code minBytes} bytes each: only one that the bytes left can hold is
     * believed.
     */
    public int count(int minBytes) throws MalformedMessage {
        int n = u4();
        if (n < 0 || n > remaining() / minBytes) {
            throw malformed("the count " + Integer.toUnsignedString(n) + " before byte " + at + " is beyond the end");
        }
        return n;
    }

    public int remaining() {
        return source.length() - at;
    }

    /** All that is left. */
    public Bytes rest() {
        Bytes rest = source.slice(at, source.length());
        at = source.length();
        return rest;
    }

    /** Demands that everything was read. */
    public void end() throws MalformedMessage {
        if (remaining() > 0) {
            throw malformed(remaining() + " bytes too many");
        }
    }

    /** As {@link #end()}, but lets up to {@code most} zero bytes pass that some peers leave behind. */
    public void endAfterZeros(int most) throws MalformedMessage {
        int zeros = 0;
        while (zeros < most && zeros < remaining() && source.u1(at + zeros) == 0) {
            zeros++;
        }
        at += zeros;
        end();
    }

    private int advance(int length) throws MalformedMessage {
        if (length < 0 || length > source.length() - at) {
            throw malformed("it ends after byte " + source.length() + ", inside a field that begins at byte " + at);
        }
        int from = at;
        at += length;
        return from;
    }

    private static void checkUtf8(Bytes raw) throws MalformedMessage {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.toArray()));
        } catch (CharacterCodingException e) {
            throw malformed("a text is not UTF-8");
        }
    }

    static MalformedMessage malformed(String why) {
        return new MalformedMessage(Reason.MALFORMED_MESSAGE, why);
    }
}
