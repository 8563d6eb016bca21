package org.yuanliu.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reference;

/** Writes the field shapes of the wire reference into an array that grows. One thread at a time. */
public final class WireWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array;
    private int size;

    public WireWriter() {
        this(256);
    }

    /** @param capacity bytes expected; a right guess saves copies */
    public WireWriter(int capacity) {
        array = new byte[capacity];
    }

    public WireWriter u1(int value) {
        array[grow(1)] = (byte) value;
        return this;
    }

    public WireWriter u2(int value) {
        int at = grow(2);
        array[at] = (byte) (value >> 8);
        array[at + 1] = (byte) value;
        return this;
    }

    public WireWriter u4(int value) {
        put(grow(4), value);
        return this;
    }

    public WireWriter u8(long value) {
        return u4((int) (value >> 32)).u4((int) value);
    }

    /** The bytes alone, without a length. */
    public WireWriter raw(Bytes value) {
        int at = grow(value.length());
        value.copyTo(0, value.length(), array, at);
        return this;
    }

    /** {@code bytes}: a u4 length and so many bytes. */
    public WireWriter bytes(Bytes value) {
        return u4(value.length()).raw(value);
    }

    /** {@code str}. */
    public WireWriter str(String value) {
        return bytes(Bytes.utf8(value));
    }

    /** {@code str}, in the identifier's own spelling. */
    public WireWriter identifier(Identifier value) {
        return bytes(value.bytes());
    }

    /** {@code ref}. */
    public WireWriter reference(Reference value) {
        return identifier(value.identifier()).u4(value.index());
    }

    /** {@code list<ref>}. */
    public WireWriter references(List<Reference> values) {
        u4(values.size());
        values.forEach(this::reference);
        return this;
    }

    /** {@code list<u4>}. */
    public WireWriter integers(List<Integer> values) {
        u4(values.size());
        values.forEach(this::u4);
        return this;
    }

    /** {@code list<value>}. */
    public WireWriter elements(Elements values) {
        return u4(values.count()).raw(values.bytes());
    }

    /** Writes {@code value} over the four bytes at {@code at}: a length or count that is known only now. */
    public WireWriter patch(int at, int value) {
        if (at < 0 || at > size - 4) {
            throw new IndexOutOfBoundsException("4 bytes at " + at + " of " + size);
        }
        put(at, value);
        return this;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** The array that holds what was written, {@link #size()} bytes from 0 on; good until the next write. */
    public byte[] array() {
        return array;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.copyOf(array, 0, size);
    }

    /** What was written, without a copy; this writer begins anew and empty. */
    public Bytes take() {
        Bytes written = Bytes.wrap(array, 0, size);
        array = Bytes.EMPTY.toArray();
        size = 0;
        return written;
    }

    /** Forgets what was written and keeps the array for the next. */
    public WireWriter reset() {
        size = 0;
        return this;
    }

    private int grow(int by) {
        int at = size;
        if (by > array.length - at) {
            array = Arrays.copyOf(array, Math.max(at + by, 2 * array.length + 16));
        }
        size = at + by;
        return at;
    }

    private void put(int at, int value) {
        INT.set(array, at, value);
    }
}
