package org.yuanliu.node.store.rocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.StoreFailure;

/**
 * A batch in the form in which RocksDB keeps batches in its write-ahead log, so that it takes one call and one copy to
 * hand it over instead of one for each key (RocksDB, {@code write_batch.cc}):
 *
 * <pre>
 * | u8 0 | u4 n, both little-endian | n * change |        change: 05 family key value, or 04 family key
 *                                                       family: varint; key, value: varint length, bytes
 * </pre>
 */
final class BatchBytes {
    private static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;

    /** Bytes that a change takes besides key and value. */
    private static final int MOST_BESIDES = 1 + 3 * 5;

    private static final byte PUT = 0x05;
    private static final byte DELETE = 0x04;

    private final Map<Family, Integer> ids = new EnumMap<>(Family.class);

    /** @param handles of the open database, whose numbers need not be those of {@link Family} */
    BatchBytes(Map<Family, ColumnFamilyHandle> handles) {
        handles.forEach((family, handle) -> ids.put(family, handle.getID()));
    }

    byte[] of(Batch batch) {
        ByteBuffer out = ByteBuffer.allocate(
                        Math.toIntExact(HEADER_BYTES + batch.bytes() + (long) MOST_BESIDES * batch.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.position(HEADER_BYTES);
        batch.forEach((family, key, value) -> put(family, key, value, out));
        out.putInt(COUNT_AT, batch.size());
        return Arrays.copyOf(out.array(), out.position());
    }

    private void put(Family family, Bytes key, Optional<Bytes> value, ByteBuffer out) {
        out.put(value.isPresent() ? PUT : DELETE);
        putVarint(id(family), out);
        put(key, out);
        if (value.isPresent()) {
            put(value.get(), out);
        }
    }

    private int id(Family family) {
        Integer id = ids.get(family);
        if (id == null) {
            throw new StoreFailure("the store lacks the family " + family.label());
        }
        return id;
    }

    private static void put(Bytes text, ByteBuffer out) {
        putVarint(text.length(), out);
        text.copyTo(0, text.length(), out);
    }

    /** Seven bits a byte, the lowest first; all but the last have the top bit set. */
    private static void putVarint(int number, ByteBuffer out) {
        int rest = number;
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
