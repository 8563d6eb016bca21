package org.yuanliu.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;

/**
 * JSON Lines, cut into parcels: the same lines always into the same parcels, so that what is sent again is recognised
 * parcel by parcel. Holds one line at a time, and of one that is too long only a part. Not thread-safe.
 */
public final class ItemLines {
    private static final int PARCEL_LINES = 500;
    private static final int PARCEL_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long offset;
    private long line;

    /**
     * Some lines.
     *
     * @param numbers which they are, from 1
     * @param offset bytes up to the end of the last
     * @param line its number, or that of a blank one behind it
     */
    public record Cut(List<Long> numbers, List<Request.ParcelItem> items, long offset, long line) {
        public Cut {
            numbers = List.copyOf(numbers);
            items = List.copyOf(items);
        }
    }

    /** From the first line on. */
    public ItemLines(InputStream in) {
        this(in, 0, 0);
    }

    /**
     * From further on.
     *
     * @param in the rest
     * @param offset bytes before it
     * @param line lines before it
     */
    public ItemLines(InputStream in, long offset, long line) {
        this.in = in;
        this.offset = offset;
        this.line = line;
    }

    /** The items of the next parcel; none at the end. */
    public Cut next() throws IOException {
        List<Long> numbers = new ArrayList<>();
        List<Request.ParcelItem> items = new ArrayList<>();
        long start = offset; // Blank lines in front belong to no parcel.
        while (items.size() < PARCEL_LINES && offset - start < PARCEL_BYTES && hasMore()) {
            var text = new ByteArrayOutputStream(256);
            long length = readLine(text);
            if (length > Json.MAX_BYTES) {
                items.add(tooLong(length));
                numbers.add(line);
            } else if (!isBlank(text.toByteArray())) {
                items.add(ItemJson.read(Bytes.wrap(text.toByteArray())));
                numbers.add(line);
            }
            start = items.isEmpty() ? offset : start;
        }
        return new Cut(numbers, items, offset, line);
    }

    /** Reads up to the line's end, which counts as read, too; keeps no more of it than may be of use. */
    private long readLine(ByteArrayOutputStream text) throws IOException {
        long length = 0;
        line++;
        while (hasMore()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            text.write(buffer, at, (int) Math.min(end - at, Math.max(0, Json.MAX_BYTES - length)));
            length += end - at;
            boolean ends = end < filled;
            offset += end - at + (ends ? 1 : 0);
            at = ends ? end + 1 : end;
            if (ends) {
                break;
            }
        }
        return length;
    }

    private boolean hasMore() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return filled > 0;
    }

    private static Request.Unfit tooLong(long length) {
        return new Request.Unfit(
                Problem.of(Reason.TOO_LARGE, "the JSON text", length + " bytes", Integer.toString(Json.MAX_BYTES)));
    }

    private static boolean isBlank(byte[] text) {
        for (byte each : text) {
            if (!blank(each)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a line of nothing but such bytes is blank: white space and control characters. */
    public static boolean blank(byte each) {
        return each >= 0 && each <= ' ';
    }
}
