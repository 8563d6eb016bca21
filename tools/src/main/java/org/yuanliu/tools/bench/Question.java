package org.yuanliu.tools.bench;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;

/** The resolution of a random one of some identifiers, as bytes. Thread-safe. */
final class Question {
    private static final int REQUEST_ID = 8;
    private static final int RESPONSE_CODE = 24;

    private final Stencil stencil;
    private final int identifiers;
    private final int expected;

    private Question(IntFunction<Identifier> identifier, int identifiers, int expected) {
        this.identifiers = identifiers;
        this.expected = expected;
        stencil = Stencil.of(number -> RequestCodec.write(
                        Envelope.ofRequest(0, 1),
                        Header.ofRequest(
                                OpFlags.RECURSIVE | OpFlags.CACHE_CERTIFY | OpFlags.PUBLIC_ONLY, Integer.MAX_VALUE),
                        new Request.Resolve(identifier.apply(number), Selection.PUBLIC))
                .bytes()
                .toArray());
    }

    /** About one of the first {@code records} of the benchmark's records. */
    static Question known(int records) {
        return new Question(Records::identifier, records, Header.SUCCESS);
    }

    /** About identifiers that nobody has registered. */
    static Question unknown() {
        return new Question(Records::unknown, Stencil.NUMBERS, Reason.NOT_FOUND.handleCode());
    }

    /** The one about the first of them. */
    byte[] bytes() {
        return stencil.bytes(0);
    }

    int length() {
        return stencil.length();
    }

    void write(int requestId, ByteBuf out) {
        int start = out.writerIndex();
        stencil.write(ThreadLocalRandom.current().nextInt(identifiers), out);
        out.setInt(start + REQUEST_ID, requestId);
    }

    static int requestId(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + REQUEST_ID);
    }

    static int responseCode(ByteBuf answer) {
        return answer.getInt(answer.readerIndex() + RESPONSE_CODE);
    }

    /** Whether it says what it should. */
    boolean isRight(ByteBuf answer) {
        return responseCode(answer) == expected;
    }
}
