package org.yuanliu.node.store.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * RocksDB's list of its files, checked before RocksDB reads it: over some single flipped bits RocksDB 10.10 never ends.
 *
 * <p>Layout, integers little-endian: blocks of 32 KiB with records that do not cross blocks, each
 *
 * <pre>
 * u4 masked CRC-32C of type and payload · u2 payload length · u1 type 1 to 4 · payload
 * </pre>
 *
 * A rest of a block that is too short for a header is zeros. A record that the file's end cuts off is what a crash leaves;
 * zeros up to that end are what a failing power may leave.
 */
final class Manifest {
    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 7;
    private static final int LAST_TYPE = 4;

    private final ByteBuffer bytes;

    private Manifest(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether every record that was finished is as it was written. */
    static boolean isWhole(Path file) throws IOException {
        return new Manifest(Files.readAllBytes(file)).isWhole();
    }

    private boolean isWhole() {
        int at = nextHeader(0);
        while (at + HEADER_BYTES <= bytes.capacity()) {
            int length = Short.toUnsignedInt(bytes.getShort(at + 4));
            int end = at + HEADER_BYTES + length;
            if (end > endOfBlock(at)) {
                return false;
            }
            if (end > bytes.capacity()) {
                return !hasFlippedLength(at, length);
            }
            if (!isSound(at, length)) {
                return isZeroFrom(at);
            }
            at = nextHeader(end);
        }
        return true;
    }

    private boolean isSound(int at, int length) {
        int type = bytes.get(at + 6);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), at + 6, 1 + length);
        int masked = Integer.rotateRight((int) sum.getValue(), 15) + 0xA282EAD8;
        return type >= 1 && type <= LAST_TYPE && bytes.getInt(at) == masked;
    }

    /** The sum does not cover the length: one that seems to reach beyond the end may be a good record's with a bit turned. */
    private boolean hasFlippedLength(int at, int length) {
        return IntStream.range(0, Short.SIZE)
                .map(bit -> length ^ 1 << bit)
                .anyMatch(other -> at + HEADER_BYTES + other <= bytes.capacity() && isSound(at, other));
    }

    private boolean isZeroFrom(int at) {
        return IntStream.range(at, bytes.capacity()).allMatch(i -> bytes.get(i) == 0);
    }

    private static int nextHeader(int at) {
        int end = endOfBlock(at);
        return at + HEADER_BYTES > end ? end : at;
    }

    private static int endOfBlock(int at) {
        return at - at % BLOCK_BYTES + BLOCK_BYTES;
    }
}
