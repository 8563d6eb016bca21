package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Bytes in which only a number of seven digits changes: made once, then copied and stamped, so that a generator costs
 * little beside what it loads. Immutable and thread-safe.
 */
public final class Stencil {
    /** One more than the highest number. */
    public static final int NUMBERS = 10_000_000;

    private static final int DIGITS = 7;

    /** A number that nothing else in such bytes looks like. */
    private static final int MARK = 8_173_645;

    private final byte[] bytes;
    private final int[] places;

    private Stencil(byte[] bytes, int[] places) {
        this.bytes = bytes;
        this.places = places;
    }

    /**
     * @param written the bytes with a number
     * @throws IllegalArgumentException if the number does not stand in them
     */
    public static Stencil of(IntFunction<byte[]> written) {
        byte[] bytes = written.apply(MARK);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(digits(MARK)); at >= 0; at = text.indexOf(digits(MARK), at + DIGITS)) {
            places.add(at);
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("bytes without their number");
        }
        return new Stencil(bytes, places.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A number 0..9,999,999 as it stands in names. */
    public static String digits(int number) {
        if (number < 0 || number >= NUMBERS) {
            throw new IllegalArgumentException("number " + number + " has no seven digits");
        }
        return Integer.toString(NUMBERS + number).substring(1);
    }

    public int length() {
        return bytes.length;
    }

    public void write(int number, ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(bytes);
        for (int place : places) {
            int rest = number;
            for (int i = DIGITS - 1; i >= 0; i--, rest /= 10) {
                out.setByte(start + place + i, '0' + rest % 10);
            }
        }
    }

    public byte[] bytes(int number) {
        byte[] out = bytes.clone();
        byte[] digits = digits(number).getBytes(StandardCharsets.US_ASCII);
        for (int place : places) {
            System.arraycopy(digits, 0, out, place, DIGITS);
        }
        return out;
    }
}
