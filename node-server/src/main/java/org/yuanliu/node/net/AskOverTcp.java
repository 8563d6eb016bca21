package org.yuanliu.node.net;

import java.nio.ByteBuffer;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.OpFlags;

/** The refusal that takes the place of an answer too long for UDP. */
final class AskOverTcp {
    /** The reference client repeats a request over TCP when UDP brings this code, and no other. */
    private static final int ERROR = 2;

    private static final Bytes TEXT = Bytes.utf8("The answer is too long for UDP; ask over TCP. 应答过长，请改用 TCP。");

    private AskOverTcp() {}

    /**
     * The answer's envelope and header with an error in place of its body; a digest of the request stays in front.
     *
     * @param answer not encrypted, with its header
     */
    static Bytes insteadOf(Bytes answer) {
        int text = Frame.HEADER_END + digestLength(answer);
        int bodyLength = text - Frame.HEADER_END + 4 + TEXT.length();
        byte[] out = new byte[Frame.HEADER_END + bodyLength + 4];
        answer.copyTo(0, text, out, 0);
        TEXT.copyTo(0, TEXT.length(), out, text + 4);
        ByteBuffer.wrap(out)
                .putInt(Frame.MESSAGE_LENGTH, out.length - Envelope.BYTES)
                .putInt(Frame.RESPONSE_CODE, ERROR)
                .putInt(Frame.OPERATION_FLAGS, answer.u4(Frame.OPERATION_FLAGS) & ~OpFlags.CONTINUED)
                .putInt(Frame.BODY_LENGTH, bodyLength)
                .putInt(text, TEXT.length());
        return Bytes.wrap(out);
    }

    /** Wire reference, section 5: one byte for the algorithm, then the digest itself. */
    private static int digestLength(Bytes answer) {
        boolean hasDigest = (answer.u4(Frame.OPERATION_FLAGS) & OpFlags.REQUEST_DIGEST) != 0;
        int algorithm = hasDigest && answer.length() > Frame.HEADER_END ? answer.u1(Frame.HEADER_END) : 0;
        return switch (algorithm) {
            case 1 -> 17;
            case 2 -> 21;
            case 3 -> 33;
            default -> 0;
        };
    }
}
