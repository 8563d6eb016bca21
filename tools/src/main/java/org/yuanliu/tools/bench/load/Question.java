package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;

/** The resolution of a random one of some identifiers, as bytes. Thread-safe. */
public final class Question {
    private static final int REQUEST_ID = 8;
    private static final int RESPONSE_CODE = 24;

    private final Stencil stencil;
    private final Identifiers identifiers;
    private final int expected;

    private Question(Identifiers identifiers, int expected) {
        this.identifiers = identifiers;
        this.expected = expected;
        stencil = Stencil.of(number -> RequestCodec.write(
                        Envelope.ofRequest(0, 1),
                        Header.ofRequest(
                                OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY | OpFlags.PUBLIC_ONLY, Integer.MAX_VALUE),
                        new Request.Resolve(identifiers.named().apply(number), Selection.PUBLIC))
                .bytes()
                .toArray());
    }

    /** About registered ones. */
    public static Question about(Identifiers identifiers) {
        return new Question(identifiers, Header.SUCCESS);
    }

    /** About identifiers that nobody has registered. */
    public static Question unknown() {
        return new Question(new Identifiers(Records::unknown, Stencil.NUMBERS, 1), Reason.NOT_FOUND.handleCode());
    }

    /** The one about the first of them. */
    public byte[] bytes() {
        return stencil.bytes(0);
    }

    public int length() {
        return stencil.length();
    }

    public void write(int requestId, ByteBuf out) {
        int start = out.writerIndex();
        stencil.write(identifiers.anyNumber(), out);
        out.setInt(start + REQUEST_ID, requestId);
    }

    public static int requestId(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + REQUEST_ID);
    }

    public static int responseCode(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + RESPONSE_CODE);
    }

    /** Whether it says what it should. */
    public boolean isRight(ByteBuf answer) {
        return responseCode(answer) == expected;
    }
}
