package org.yuanliu.tools.bench;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;

/** The resolution of a random one of some identifiers, as bytes: made once, then only number and name change. */
final class Question {
    private static final int REQUEST_ID = 8;
    private static final int RESPONSE_CODE = 24;
    private static final int DIGITS = 7;
    private static final int MANY = 10_000_000;

    private final byte[] template;
    private final int identifiers;
    private final int digits;
    private final int expected;

    private Question(Identifier first, int identifiers, int expected) {
        this.identifiers = identifiers;
        this.expected = expected;
        Bytes bytes = RequestCodec.write(
                        Envelope.ofRequest(0, 1),
                        Header.ofRequest(
                                OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY | OpFlags.PUBLIC_ONLY, Integer.MAX_VALUE),
                        new Request.Resolve(first, Selection.PUBLIC))
                .bytes();
        template = bytes.toArray();
        digits = Envelope.BYTES + Header.BYTES + 4 + first.toString().length() - DIGITS;
    }

    /** About one of the first {@code records} of the benchmark's records. */
    static Question known(int records) {
        return new Question(Records.identifier(0), records, Header.SUCCESS);
    }

    /** About identifiers that nobody has registered. */
    static Question unknown() {
        return new Question(Records.unknown(), MANY, Reason.NOT_FOUND.handleCode());
    }

    /** The one about the first of them. */
    byte[] bytes() {
        return template.clone();
    }

    int length() {
        return template.length;
    }

    void write(int requestId, ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(template).setInt(start + REQUEST_ID, requestId);
        int number = ThreadLocalRandom.current().nextInt(identifiers);
        for (int i = DIGITS - 1; i >= 0; i--, number /= 10) {
            out.setByte(start + digits + i, '0' + number % 10);
        }
    }

    static int requestId(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + REQUEST_ID);
    }

    /** Whether it says what it should. */
    boolean isRight(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + RESPONSE_CODE) == expected;
    }
}
