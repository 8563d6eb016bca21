package org.yuanliu.node.http.batches;

import java.util.ArrayList;
import java.util.List;
import org.yuanliu.json.ItemJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Request;

/**
 * A body of JSON Lines, cut into parcels: the same lines always into the same parcels, so that a request sent again is
 * recognised parcel by parcel. Not thread-safe.
 */
final class BatchLines {
    private static final int PARCEL_LINES = 500;
    private static final int PARCEL_BYTES = 1 << 20;

    private final Bytes body;
    private int at;
    private long line;

    /** Some lines, and which they were. */
    record Cut(List<Long> numbers, List<Request.ParcelItem> items) {}

    BatchLines(Bytes body) {
        this.body = body;
    }

    private boolean hasNext() {
        while (at < body.length() && isBlank(end())) {
            skip();
        }
        return at < body.length();
    }

    /** The items of the next parcel; none at the end. */
    Cut next() {
        List<Long> numbers = new ArrayList<>();
        List<Request.ParcelItem> items = new ArrayList<>();
        hasNext(); // Blank lines in front belong to no parcel.
        int start = at;
        while (hasNext() && items.size() < PARCEL_LINES && at - start < PARCEL_BYTES) {
            Bytes text = body.slice(at, end());
            skip();
            numbers.add(line);
            items.add(ItemJson.read(text));
        }
        return new Cut(numbers, items);
    }

    private void skip() {
        at = Math.min(body.length(), end() + 1);
        line++;
    }

    private int end() {
        int end = at;
        while (end < body.length() && body.u1(end) != '\n') {
            end++;
        }
        return end;
    }

    private boolean isBlank(int end) {
        for (int i = at; i < end; i++) {
            if (body.u1(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
