package org.yuanliu.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The elements of a record in their wire form, one behind the other. Signatures cover these bytes and the common answer
 * is a copy of them, so they are kept as they are and decoded on demand (wire reference, section 6):
 *
 * <pre>
 * 0     4          8        9    13           14
 * | index | timestamp | ttlType | ttl | permissions | str type | bytes data | u4 n, n * (str identifier, u4 index) |
 * </pre>
 *
 * Immutable and thread-safe. Whoever holds one may trust its structure.
 */
public final class Elements {
    /** The smallest element: fixed part, empty type, empty data, no references. */
    public static final int MIN_BYTES = 26;

    public static final Elements NONE = new Elements(Bytes.EMPTY, 0);

    private static final int TYPE_AT = 14;

    /** "HS_" and a byte. */
    private static final int HS = 0x4853_5F00;

    private final Bytes bytes;
    private final int count;

    private Elements(Bytes bytes, int count) {
        this.bytes = bytes;
        this.count = count;
    }

    public static Elements of(List<Element> elements) {
        Bytes[] types = new Bytes[elements.size()];
        int size = 0;
        for (int i = 0; i < types.length; i++) {
            types[i] = Bytes.utf8(elements.get(i).type().name());
            size += sizeOf(elements.get(i), types[i]);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int i = 0; i < types.length; i++) {
            write(elements.get(i), types[i], out);
        }
        return new Elements(Bytes.wrap(out.array()), elements.size());
    }

    /**
     * Takes {@code count} elements from {@code at} on after checking their structure; {@link #bytes()} tells how far
     * they reach.
     *
     * @throws MalformedMessage if they do not fit into {@code source}, or a text in them is not UTF-8
     */
    public static Elements read(Bytes source, int at, int count) throws MalformedMessage {
        if (count < 0 || count > (source.length() - at) / MIN_BYTES) {
            throw new MalformedMessage(
                    Reason.MALFORMED_MESSAGE, count + " elements cannot fit into the bytes that follow");
        }
        int end = at;
        for (int i = 0; i < count; i++) {
            end = check(source, end);
        }
        return new Elements(source.slice(at, end), count);
    }

    /** Takes elements that this class wrote, without a check. */
    public static Elements trusted(Bytes bytes, int count) {
        return new Elements(bytes, count);
    }

    public Bytes bytes() {
        return bytes;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public List<Element> list() {
        List<Element> all = new ArrayList<>(count);
        for (Cursor each = cursor(); each.next(); ) {
            all.add(each.element());
        }
        return all;
    }

    /** The elements that pass, in their order and byte for byte. */
    public Elements filter(Predicate<Element> wanted) {
        byte[] kept = new byte[bytes.length()];
        int size = 0;
        int n = 0;
        for (int i = 0, at = 0; i < count; i++) {
            int end = end(at);
            if (wanted.test(decode(at))) {
                bytes.copyTo(at, end, kept, size);
                size += end - at;
                n++;
            }
            at = end;
        }
        return n == count ? this : new Elements(Bytes.wrap(kept, 0, size), n);
    }

    /** The same elements with another time of writing, in unix seconds. */
    public Elements writtenAt(int seconds) {
        byte[] copy = bytes.toArray();
        ByteBuffer out = ByteBuffer.wrap(copy);
        for (Cursor each = cursor(); each.next(); ) {
            out.putInt(each.at + 4, seconds);
        }
        return new Elements(Bytes.wrap(copy), count);
    }

    /** Walks from element to element and decodes only what is asked for. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** A place among the elements; before the first to begin with. Not thread-safe. */
    public final class Cursor {
        private int at;
        private int next;
        private int seen;

        private Cursor() {}

        /** Goes to the next element; false behind the last. */
        public boolean next() {
            if (seen == count) {
                return false;
            }
            seen++;
            at = next;
            next = end(at);
            return true;
        }

        public int index() {
            return bytes.u4(at);
        }

        public Permissions permissions() {
            return new Permissions(bytes.u1(at + 13));
        }

        /** Whether its type has exactly this spelling. */
        public boolean isType(Bytes spelled) {
            int length = bytes.u4(at + TYPE_AT);
            return length == spelled.length()
                    && bytes.slice(at + TYPE_AT + 4, at + TYPE_AT + 4 + length).equals(spelled);
        }

        /** Its data; shares our bytes. */
        public Bytes data() {
            int data = at + TYPE_AT + 4 + bytes.u4(at + TYPE_AT);
            return bytes.slice(data + 4, data + 4 + bytes.u4(data));
        }

        /** Whether its type belongs to the protocol itself, as HS_ADMIN does, or it has references. */
        public boolean isSpecial() {
            return protocolType() || references() > 0;
        }

        private boolean protocolType() {
            return bytes.u4(at + TYPE_AT) > 3 && (bytes.u4(at + TYPE_AT + 4) & 0xDFDF_FF00) == HS;
        }

        private int references() {
            int data = at + TYPE_AT + 4 + bytes.u4(at + TYPE_AT);
            return bytes.u4(data + 4 + bytes.u4(data));
        }

        public Element element() {
            return decode(at);
        }
    }

    /** These elements and then those of the other. */
    public Elements concat(Elements tail) {
        if (tail.isEmpty()) {
            return this;
        }
        return isEmpty() ? tail : new Elements(bytes.concat(tail.bytes), count + tail.count);
    }

    private Element decode(int at) {
        int typeEnd = TYPE_AT + 4 + bytes.u4(at + TYPE_AT);
        int dataEnd = typeEnd + 4 + bytes.u4(at + typeEnd);
        return new Element(
                bytes.u4(at),
                bytes.u4(at + 4),
                new Ttl(bytes.u1(at + 8) != 0, bytes.u4(at + 9)),
                new Permissions(bytes.u1(at + 13)),
                new ElementType(bytes.slice(at + TYPE_AT + 4, at + typeEnd).utf8()),
                bytes.slice(at + typeEnd + 4, at + dataEnd),
                references(at + dataEnd));
    }

    private List<Reference> references(int at) {
        int n = bytes.u4(at);
        if (n == 0) {
            return List.of();
        }
        List<Reference> references = new ArrayList<>(n);
        int next = at + 4;
        for (int i = 0; i < n; i++) {
            int end = next + 4 + bytes.u4(next);
            try {
                references.add(new Reference(Identifier.of(bytes.slice(next + 4, end)), bytes.u4(end)));
            } catch (MalformedMessage e) {
                throw new IllegalStateException("unchecked elements", e);
            }
            next = end + 4;
        }
        return references;
    }

    private int end(int at) {
        int next = at + TYPE_AT;
        next += 4 + bytes.u4(next);
        next += 4 + bytes.u4(next);
        int n = bytes.u4(next);
        next += 4;
        for (int i = 0; i < n; i++) {
            next += 8 + bytes.u4(next);
        }
        return next;
    }

    /** Checks the element at {@code at} and tells where it ends. */
    private static int check(Bytes source, int at) throws MalformedMessage {
        int typeEnd = block(source, at + TYPE_AT, "type");
        text(source.slice(at + TYPE_AT + 4, typeEnd));
        int next = block(source, typeEnd, "data");
        int n = length(source, next, 8, "references");
        next += 4;
        for (int i = 0; i < n; i++) {
            int end = block(source, next, "reference");
            Identifier.of(source.slice(next + 4, end));
            next = end + 4;
            if (next > source.length()) {
                throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "an element ends inside a reference");
            }
        }
        return next;
    }

    private static int block(Bytes source, int at, String what) throws MalformedMessage {
        return at + 4 + length(source, at, 1, what);
    }

    private static int length(Bytes source, int at, int unit, String what) throws MalformedMessage {
        if (at > source.length() - 4) {
            throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "an element ends before its " + what);
        }
        int n = source.u4(at);
        if (n < 0 || n > (source.length() - at - 4) / unit) {
            throw new MalformedMessage(
                    Reason.MALFORMED_MESSAGE,
                    "length " + Integer.toUnsignedString(n) + " of an element's " + what + " is beyond the end");
        }
        return n;
    }

    private static void text(Bytes type) throws MalformedMessage {
        if (isAscii(type)) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(type.toArray()));
        } catch (CharacterCodingException e) {
            throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "an element's type is not UTF-8");
        }
    }

    private static boolean isAscii(Bytes text) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            all |= text.u1(i);
        }
        return all < 0x80;
    }

    /** Bytes that an element takes in wire form. */
    public static int sizeOf(Element e) {
        return sizeOf(e, Bytes.utf8(e.type().name()));
    }

    private static int sizeOf(Element e, Bytes type) {
        int size = MIN_BYTES + type.length() + e.data().length();
        for (Reference r : e.references()) {
            size += 8 + r.identifier().bytes().length();
        }
        return size;
    }

    private static void write(Element e, Bytes type, ByteBuffer out) {
        out.putInt(e.index())
                .putInt(e.timestamp())
                .put((byte) (e.ttl().absolute() ? 1 : 0))
                .putInt(e.ttl().seconds())
                .put((byte) e.permissions().bits());
        write(type, out);
        write(e.data(), out);
        out.putInt(e.references().size());
        for (Reference r : e.references()) {
            write(r.identifier().bytes(), out);
            out.putInt(r.index());
        }
    }

    private static void write(Bytes block, ByteBuffer out) {
        out.putInt(block.length());
        block.copyTo(0, block.length(), out.array(), out.position());
        out.position(out.position() + block.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Elements e && count == e.count && bytes.equals(e.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return list().toString();
    }
}
