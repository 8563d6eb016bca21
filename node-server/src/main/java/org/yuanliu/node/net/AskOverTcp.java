package org.yuanliu.node.net;

import java.nio.ByteBuffer;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.handle.Door;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.OpFlags;

/**
 * The refusal that takes the place of an answer too long for UDP. Answers under a session's key or the node's signature
 * do not come here: the door refuses them itself, as clients believe no refusal without the same seal.
 */
final class AskOverTcp {
    private static final Bytes TEXT = Bytes.utf8(Door.ASK_OVER_TCP);

    private AskOverTcp() {}

    /**
     * The answer's envelope and header with an error in place of its body; a digest of the request stays in front.
     *
     * @param answer with its header
     * @param most bytes it may have: the text is left out where there is no room for it
     * @return nothing where there is no room at all, or the answer is encrypted
     */
    static Bytes insteadOf(Bytes answer, long most) {
        if (!Frame.hasReadableHeader(answer)) {
            return Bytes.EMPTY;
        }
        int text = Frame.HEADER_END + digestLength(answer);
        Bytes shown = text + 4 + TEXT.length() <= most ? TEXT : Bytes.EMPTY;
        int length = text + 4 + shown.length();
        if (length > most || answer.length() < text) {
            return Bytes.EMPTY;
        }
        byte[] out = new byte[length];
        answer.copyTo(0, text, out, 0);
        shown.copyTo(0, shown.length(), out, text + 4);
        ByteBuffer.wrap(out)
                .putInt(Frame.MESSAGE_LENGTH, length - Envelope.BYTES)
                .putInt(Frame.RESPONSE_CODE, Door.ASK_OVER_TCP_CODE)
                .putInt(Frame.OPERATION_FLAGS, answer.u4(Frame.OPERATION_FLAGS) & ~OpFlags.CONTINUED)
                .putInt(Frame.BODY_LENGTH, length - Frame.HEADER_END)
                .putInt(text, shown.length());
        return Bytes.wrap(out);
    }

    /** Wire reference, section 5: one byte for the algorithm, then the digest itself. */
    private static int digestLength(Bytes answer) {
        boolean hasDigest =
                answer.length() > Frame.HEADER_END && (answer.u4(Frame.OPERATION_FLAGS) & OpFlags.REQUEST_DIGEST) != 0;
        return switch (hasDigest ? answer.u1(Frame.HEADER_END) : 0) {
            case 1 -> 17;
            case 2 -> 21;
            case 3 -> 33;
            default -> 0;
        };
    }
}
