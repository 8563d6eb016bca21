package org.yuanliu.tools.bench;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;

/** The resolution of a random one of the benchmark's records, as bytes: made once, then only number and name change. */
final class Question {
    private static final int REQUEST_ID = 8;
    private static final int RESPONSE_CODE = 24;
    private static final int DIGITS = 7;

    private final byte[] template;
    private final int records;
    private final int digits;

    /** @param records how many there are */
    Question(int records) {
        this.records = records;
        Identifier first = Records.identifier(0);
        Bytes bytes = RequestCodec.write(
                        Envelope.ofRequest(0, 1),
                        Header.ofRequest(
                                OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY | OpFlags.PUBLIC_ONLY, Integer.MAX_VALUE),
                        new Request.Resolve(first, Selection.PUBLIC))
                .bytes();
        template = bytes.toArray();
        digits = Envelope.BYTES + Header.BYTES + 4 + first.toString().length() - DIGITS;
    }

    int length() {
        return template.length;
    }

    void write(int requestId, ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(template).setInt(start + REQUEST_ID, requestId);
        int number = ThreadLocalRandom.current().nextInt(records);
        for (int i = DIGITS - 1; i >= 0; i--, number /= 10) {
            out.setByte(start + digits + i, '0' + number % 10);
        }
    }

    static int requestId(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + REQUEST_ID);
    }

    static boolean isSuccess(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + RESPONSE_CODE) == Header.SUCCESS;
    }
}
