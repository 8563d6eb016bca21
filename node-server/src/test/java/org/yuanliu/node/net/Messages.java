package org.yuanliu.node.net;

import java.nio.ByteBuffer;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.MessageCodec;

/** Messages as the tests' peers speak them: the body says how long, and how manifold, an answer is wanted. */
final class Messages {
    static final int SMALLEST_ANSWER = 44;

    private Messages() {}

    /** A request whose answer shall have {@code answerSize} bytes, envelope included. */
    static Bytes request(int requestId, int answerSize) {
        return request(requestId, answerSize, 1, 0);
    }

    /**
     * @param answers how many messages the answer has
     * @param padding bytes that make the request long
     */
    static Bytes request(int requestId, int answerSize, int answers, int padding) {
        int body = 8 + padding;
        ByteBuffer out = head(requestId, 24 + body, 0, body).putInt(answerSize).putInt(answers);
        for (int i = 0; i < padding; i++) {
            out.put((byte) (requestId + i));
        }
        return Bytes.wrap(out.array());
    }

    /** The {@code part}-th message of the answer to a request. */
    static Bytes answer(Bytes request, int part) {
        int size = Math.max(SMALLEST_ANSWER, request.u4(44));
        int requestId = request.u4(Frame.REQUEST_ID);
        ByteBuffer out = head(requestId, size - Envelope.BYTES, 1, size - Frame.HEADER_END);
        while (out.hasRemaining()) {
            out.put((byte) (requestId + part + out.position()));
        }
        return Bytes.wrap(out.array());
    }

    /** Whether it is a whole request that wants no more than a message can hold, and no endless list. */
    static boolean readable(Bytes message) {
        return message.length() >= 52
                && message.u4(Frame.MESSAGE_LENGTH) == message.length() - Envelope.BYTES
                && message.u4(44) >= 0
                && message.u4(44) <= Envelope.BYTES + MessageCodec.MAX_LENGTH
                && answers(message) > 0
                && answers(message) <= 10_000;
    }

    static int answers(Bytes request) {
        return request.u4(48);
    }

    private static ByteBuffer head(int requestId, int messageLength, int responseCode, int bodyLength) {
        return ByteBuffer.allocate(Envelope.BYTES + messageLength)
                .put(new byte[] {2, 11, 2, 11})
                .putInt(0)
                .putInt(requestId)
                .putInt(0)
                .putInt(messageLength)
                .putInt(1)
                .putInt(responseCode)
                .putInt(0x1900_0000)
                .putInt(0xFFFF_0000)
                .putInt(0x7FFF_FFFF)
                .putInt(bodyLength);
    }
}
