package org.yuanliu.node.net;

import io.netty.buffer.ByteBuf;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;

/**
 * Cuts a stream of bytes into messages, each envelope and what follows it. Holds at most twice the bytes that have
 * arrived, whatever length a peer declares. For one thread.
 */
final class FrameReader {
    private static final byte[] NOTHING = {};

    private byte[] buffer = NOTHING;
    private int filled;
    private int needed = Envelope.BYTES;
    private boolean broken;

    /**
     * Takes bytes up to the end of the current message.
     *
     * @return whether the message is whole; then {@link #take} is due
     */
    boolean fill(ByteBuf in) {
        if (filled == 0 && in.readableBytes() >= Envelope.BYTES) {
            guessSize(in);
        }
        pour(in);
        if (filled == Envelope.BYTES && needed == Envelope.BYTES) {
            readLength();
            pour(in);
        }
        return filled == needed;
    }

    /** The whole message; of one with an impossible length only the envelope. */
    Bytes take() {
        Bytes message = Bytes.wrap(buffer, 0, filled);
        buffer = NOTHING;
        filled = 0;
        needed = Envelope.BYTES;
        return message;
    }

    /** Whether a length was read that no message can have, so that nobody knows where the next one starts. */
    boolean broken() {
        return broken;
    }

    /** Whether a message has begun to arrive. */
    boolean begun() {
        return filled > 0;
    }

    int held() {
        return buffer.length;
    }

    private void readLength() {
        int length = Bytes.wrap(buffer).u4(Frame.MESSAGE_LENGTH);
        broken = !Frame.possibleLength(length);
        needed = broken ? Envelope.BYTES : Envelope.BYTES + length;
    }

    /** Most messages come in one piece: one array of the right size then holds it. */
    private void guessSize(ByteBuf in) {
        int length = in.getInt(in.readerIndex() + Frame.MESSAGE_LENGTH);
        if (Frame.possibleLength(length)) {
            buffer = new byte[Math.min(Envelope.BYTES + length, in.readableBytes())];
        }
    }

    private void pour(ByteBuf in) {
        int step = Math.min(in.readableBytes(), needed - filled);
        if (filled + step > buffer.length) {
            byte[] larger = new byte[Math.max(filled + step, Math.min(2 * buffer.length, needed))];
            System.arraycopy(buffer, 0, larger, 0, filled);
            buffer = larger;
        }
        in.readBytes(buffer, filled, step);
        filled += step;
    }
}
