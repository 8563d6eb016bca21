package org.yuanliu.node.handle;

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

    private final NodeKey key;
    private final WorkQueue work;

    Seal(NodeKey key, Executor workers) {
        this.key = key;
        this.work = new WorkQueue(workers);
    }

    void send(Exchange exchange, ResponseFrame frame, Response response, boolean last) {
        boolean digestMissing =
                exchange.header().has(OpFlags.REQUEST_DIGEST) && frame.digest().isEmpty();
        Message plain = readable(digestMissing ? frame.with(exchange.digest()) : frame, response);
        if (!exchange.certified()) {
            deliver(exchange, plain, last);
        } else if (bySession(exchange)) {
            deliver(exchange, authentic(plain, exchange.session().orElseThrow()), last);
        } else {
            work.run(
                    () -> signed(plain),
                    message -> deliver(exchange, message, last),
                    problem -> deliver(exchange, ResponseCodec.write(frame, Response.Failure.of(problem)), true));
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

    private static void deliver(Exchange exchange, Message message, boolean last) {
        boolean hide = exchange.encrypted() && bySession(exchange);
        exchange.way().replies().send(hide ? hidden(message, exchange.session().orElseThrow()) : message.bytes(), last);
    }

    private static Bytes hidden(Message message, Session session) {
        return MessageCodec.encrypted(message, session.encrypt(message.payload()));
    }
}
