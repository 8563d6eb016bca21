package org.yuanliu.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string: a slice of an array that nobody changes. Integers are big-endian, as everywhere on the
 * Handle wire. Compares as unsigned bytes, the order of every store key. Thread-safe.
 */
public final class Bytes implements Comparable<Bytes> {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;
    private int hash;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** A copy of the given bytes. */
    public static Bytes copyOf(byte[] source) {
        return copyOf(source, 0, source.length);
    }

    /** A copy of {@code length} bytes from {@code from}. */
    public static Bytes copyOf(byte[] source, int from, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, from + length), 0, length);
    }

    /** The array itself, without a copy: the caller gives it away and must not change it again. */
    public static Bytes wrap(byte[] given) {
        return new Bytes(given, 0, given.length);
    }

    /** A part of the array itself, without a copy: the caller gives it away and must not change it again. */
    public static Bytes wrap(byte[] given, int from, int length) {
        if (from < 0 || length < 0 || length > given.length - from) {
            throw new IndexOutOfBoundsException("from " + from + " length " + length + " of " + given.length);
        }
        return new Bytes(given, from, length);
    }

    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Bytes hex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The unsigned byte at {@code at}. */
    public int u1(int at) {
        return array[check(at, 1)] & 0xFF;
    }

    public int u2(int at) {
        int i = check(at, 2);
        return (array[i] & 0xFF) << 8 | (array[i + 1] & 0xFF);
    }

    /** The four bytes at {@code at} as Java's signed int; a length below zero is the caller's to refuse. */
    public int u4(int at) {
        return (int) INT.get(array, check(at, 4));
    }

    public long u8(int at) {
        return (long) LONG.get(array, check(at, 8));
    }

    /** The bytes {@code from} (inclusive) to {@code to} (exclusive), sharing this array. */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + length);
        }
        return from == 0 && to == length ? this : new Bytes(array, offset + from, to - from);
    }

    public Bytes concat(Bytes tail) {
        byte[] joined = Arrays.copyOfRange(array, offset, offset + length + tail.length);
        System.arraycopy(tail.array, tail.offset, joined, length, tail.length);
        return wrap(joined);
    }

    /** Copies the part {@code from..to} into {@code target} at {@code at}. */
    public void copyTo(int from, int to, byte[] target, int at) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("copy " + from + ".." + to + " of " + length);
        }
        System.arraycopy(array, offset + from, target, at, to - from);
    }

    /** Puts the part {@code from..to} into {@code target}, which must have room for it. */
    public void copyTo(int from, int to, ByteBuffer target) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("copy " + from + ".." + to + " of " + length);
        }
        target.put(array, offset + from, to - from);
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public boolean startsWith(Bytes prefix) {
        return length >= prefix.length
                && Arrays.equals(
                        array,
                        offset,
                        offset + prefix.length,
                        prefix.array,
                        prefix.offset,
                        prefix.offset + prefix.length);
    }

    /** Feeds the digest without a copy. */
    public void digestInto(MessageDigest digest) {
        digest.update(array, offset, length);
    }

    /** Reads them without a copy. */
    public InputStream stream() {
        return new ByteArrayInputStream(array, offset, length);
    }

    /** Decodes as UTF-8; bytes that are not UTF-8 become U+FFFD. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    public String hex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    private int check(int at, int size) {
        if (at < 0 || at > length - size) {
            throw new IndexOutOfBoundsException(size + " bytes at " + at + " of " + length);
        }
        return offset + at;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Bytes b
                && length == b.length
                && Arrays.equals(array, offset, offset + length, b.array, b.offset, b.offset + b.length);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            for (int i = offset, end = offset + length; i < end; i++) {
                h = 31 * h + array[i];
            }
            hash = h;
        }
        return h;
    }

    @Override
    public String toString() {
        return hex();
    }
}
