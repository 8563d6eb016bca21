package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.yuanliu.model.Bytes;

/**
 * A request body while it arrives. Grows with what came, not with what was announced; all connections of a
 * server share one allowance of memory.
 */
final class Body {
    /** What became of a piece. */
    enum Taken {
        YES,
        TOO_LARGE,
        NO_MEMORY
    }

    private static final int FIRST = 1024;

    private final int most;
    private final AtomicLong inUse;
    private final long allowed;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param most bytes of this body
     * @param inUse bytes held for all connections
     * @param allowed most of these
     */
    Body(int most, AtomicLong inUse, long allowed) {
        this.most = most;
        this.inUse = inUse;
        this.allowed = allowed;
    }

    Taken take(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more > most - length) {
            return Taken.TOO_LARGE;
        }
        if (more > bytes.length - length && !grow(length + more)) {
            return Taken.NO_MEMORY;
        }
        piece.readBytes(bytes, length, more);
        length += more;
        return Taken.YES;
    }

    private boolean grow(int needed) {
        int size = (int) Math.min(most, Math.max(Math.max(FIRST, needed), 2L * bytes.length));
        int growth = size - bytes.length;
        if (inUse.addAndGet(growth) > allowed) {
            inUse.addAndGet(-growth);
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    Bytes whole() {
        return length == 0 ? Bytes.EMPTY : Bytes.wrap(bytes, 0, length);
    }

    /** Gives the allowance back. */
    void release() {
        inUse.addAndGet(-bytes.length);
        bytes = new byte[0];
        length = 0;
    }
}
