package org.yuanliu.node.handle;

import java.util.List;
import java.util.concurrent.Executor;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Session;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.wire.Credential;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.Op;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.ResponseFrame;
import org.yuanliu.wire.SignedBytes;

/**
 * Sends answers with what was asked of them: a digest of the request, a MAC or signature, encryption (wire reference,
 * sections 5 and 9). Inside a session answers carry its MAC; outside, and on the answer that opens one, the node's
 * signature, which is made on a worker. Thread-safe.
 */
final class Seal {
    /** Leaves room for the credential and the padding of a cipher. */
    private static final int LONGEST = MessageCodec.MAX_LENGTH - 1024;

    private static final Response TOO_LONG = new Response.Failure(Door.ASK_OVER_TCP_CODE, Door.ASK_OVER_TCP, List.of());

    private final NodeKey key;
    private final WorkQueue work;

    Seal(NodeKey key, Executor workers) {
        this.key = key;
        this.work = new WorkQueue(workers);
    }

    /** A refusal under the same seal takes the place of an answer that the line may not carry. */
    void send(Exchange exchange, ResponseFrame frame, Response response, boolean last) {
        boolean refusal = response == TOO_LONG;
        sealed(exchange, frame, response, (bytes, trusted) -> {
            Line line = exchange.line();
            if (!trusted || line.takes(bytes, last)) {
                exchange.way().replies().send(bytes, last);
            } else if (refusal) {
                exchange.way().replies().none();
            } else {
                send(exchange, frame, TOO_LONG, true);
            }
        });
    }

    /** Takes a message as it goes out. */
    private interface Sealed {
        /** @param trusted whether it carries what makes the peer believe it */
        void accept(Bytes bytes, boolean trusted);
    }

    private void sealed(Exchange exchange, ResponseFrame frame, Response response, Sealed then) {
        boolean digestMissing =
                exchange.header().has(OpFlags.REQUEST_DIGEST) && frame.digest().isEmpty();
        Message plain = readable(digestMissing ? frame.with(exchange.digest()) : frame, response);
        if (!exchange.certified()) {
            then.accept(hidden(exchange, plain), exchange.encrypted() && bySession(exchange));
        } else if (bySession(exchange)) {
            Message authentic = authentic(plain, exchange.session().orElseThrow());
            then.accept(hidden(exchange, authentic), true);
        } else {
            work.run(
                    exchange.source(),
                    () -> signed(plain),
                    message -> then.accept(hidden(exchange, message), true),
                    problem -> then.accept(
                            hidden(exchange, ResponseCodec.write(frame, Response.Failure.of(problem))), true));
        }
    }

    /** Clients take no longer message than servers do, so they are told rather than choked. */
    private static Message readable(ResponseFrame frame, Response response) {
        Message written = ResponseCodec.write(frame, response);
        int length = written.envelope().length();
        return length <= LONGEST
                ? written
                : ResponseCodec.write(
                        frame,
                        Response.Failure.of(Problem.of(
                                Reason.TOO_LARGE,
                                "The answer",
                                length + " bytes; select some elements",
                                LONGEST + " bytes")));
    }

    /** A client learns a session's key from the answer that opens it, so that one must be signed by the node. */
    private static boolean bySession(Exchange exchange) {
        return exchange.session().isPresent() && exchange.header().op() != Op.SET_UP_SESSION;
    }

    private static Message authentic(Message plain, Session session) {
        int counter = session.nextCounter();
        try {
            return plain.with(Credential.mac(counter, session.mac(SignedBytes.of(plain, counter))));
        } catch (MalformedMessage e) {
            return plain;
        }
    }

    private Message signed(Message plain) {
        try {
            return plain.with(Credential.signed(0, "SHA-256", key.sign(SignedBytes.of(plain, 0))));
        } catch (MalformedMessage e) {
            // Protocol 2.5 and 2.6 cannot be signed for; the client decides what an unsigned answer is worth.
            return plain;
        }
    }

    private static Bytes hidden(Exchange exchange, Message message) {
        boolean hide = exchange.encrypted() && bySession(exchange);
        return hide
                ? MessageCodec.encrypted(
                        message, exchange.session().orElseThrow().encrypt(message.payload()))
                : message.bytes();
    }
}
