package org.yuanliu.node.http.handle;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.wire.Envelope;

/**
 * The Handle protocol inside HTTP (wire reference, section 12): a POST of envelope and message is answered with the same.
 * Answers of several messages, as to lists, come one behind the other.
 */
public final class TunnelEndpoint implements Endpoint {
    /** Longest message that is taken: what clients send at most, and its envelope. */
    public static final int MAX_MESSAGE = 262_164;

    public static final String TYPE = "application/x-hdl-message";

    /** Where a message says whether it is an answer. */
    private static final int CODE_AT = Envelope.BYTES + 4;

    private static final int MAX_ANSWER = 16 << 20;

    private final Door door;

    TunnelEndpoint(Door door) {
        this.door = door;
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        demand(exchange, HttpHeaderNames.CONTENT_TYPE);
        demand(exchange, HttpHeaderNames.ACCEPT);
        demandWhole(exchange.body());
        door.serve(exchange.body(), new Line(exchange.peer(), false), new Gathering(exchange));
    }

    private static void demand(Exchange exchange, CharSequence field) throws MalformedMessage {
        Optional<String> type = exchange.header(field);
        if (type.isEmpty() || !type.get().regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            throw new MalformedMessage(Reason.INVALID_ARGUMENT, "the header field " + field, "right is " + TYPE);
        }
    }

    /** The door is silent about what it cannot answer; here somebody waits. */
    private static void demandWhole(Bytes body) throws MalformedMessage {
        Envelope envelope = Envelope.read(body);
        if (envelope.length() != body.length() - Envelope.BYTES) {
            throw new MalformedMessage(
                    Reason.MALFORMED_MESSAGE,
                    "the envelope announces " + envelope.length() + " bytes, " + (body.length() - Envelope.BYTES)
                            + " follow");
        }
        boolean readable = body.length() >= CODE_AT + 4 && !envelope.has(Envelope.ENCRYPTED);
        if (readable && body.u4(CODE_AT) != 0) {
            throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "it is an answer, not a request");
        }
    }

    /** Takes the messages of one answer until the last. */
    private static final class Gathering implements Door.Replies {
        private final Exchange exchange;
        private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
        private boolean tooLong;

        Gathering(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public synchronized void send(Bytes message, boolean last) {
            if (messages.size() + message.length() > MAX_ANSWER) {
                tooLong = true;
                exchange.refuse(Problem.of(
                        Reason.TOO_LARGE, "the answer over HTTP", "more than " + MAX_ANSWER, MAX_ANSWER + " bytes"));
                return;
            }
            messages.writeBytes(message.toArray());
            if (last) {
                ByteBuf content = ByteBufAllocator.DEFAULT.buffer(messages.size());
                content.writeBytes(messages.toByteArray());
                exchange.answer(Answer.of(200, TYPE, content));
            }
        }

        @Override
        public void none() {
            exchange.refuse(Problem.of(Reason.MALFORMED_MESSAGE, "it is an answer, not a request"));
        }

        @Override
        public void whenReady(Runnable more) {
            if (!tooLong) {
                more.run();
            }
        }
    }
}
