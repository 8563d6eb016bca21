package org.yuanliu.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.MessageCodec;

/**
 * Where those few fields stand that a carrier has to look at (wire reference, sections 1 to 3). Read in place: for each
 * datagram a whole envelope would be work thrown away.
 *
 * <pre>
 *   0 version | 2 flags + suggested version | 4 session id | 8 request id | 12 sequence number | 16 message length
 *  20 opcode  | 24 response code | 28 operation flags | 32 serial, recursion | 36 expiration | 40 body length
 * </pre>
 */
final class Frame {
    static final int HEADER_END = Envelope.BYTES + 24;

    static final int FLAGS = 2;
    static final int REQUEST_ID = 8;
    static final int SEQUENCE = 12;
    static final int MESSAGE_LENGTH = 16;
    static final int RESPONSE_CODE = 24;
    static final int OPERATION_FLAGS = 28;
    static final int BODY_LENGTH = 40;

    private Frame() {}

    static boolean possibleLength(int messageLength) {
        return messageLength >= 0 && messageLength <= MessageCodec.MAX_LENGTH;
    }

    /** Whether the header can be read: it is there, and in the clear. */
    static boolean hasReadableHeader(Bytes message) {
        return message.length() >= HEADER_END && (message.u1(FLAGS) & Envelope.ENCRYPTED) == 0;
    }

    /** Whether it is a response: those are never answered, or two nodes could send each other errors for ever. */
    static boolean isResponse(Bytes message) {
        return hasReadableHeader(message) && message.u4(RESPONSE_CODE) != 0;
    }

    /** A copy for the socket. */
    static ByteBuf copy(Bytes message, ByteBufAllocator alloc) {
        int length = message.length();
        ByteBuf out = alloc.directBuffer(length);
        message.copyTo(0, length, out.internalNioBuffer(0, length));
        return out.writerIndex(length);
    }
}
