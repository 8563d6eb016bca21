package org.yuanliu.node.handle;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.node.auth.Session;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestDigest;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseFrame;

/**
 * One request and the way back to its asker.
 *
 * @param message as received, in plain text
 * @param frame of the answer
 * @param session whose key seals the answer, where that is wanted
 * @param authentic whether the message carried the session's MAC
 * @param caller whom the request speaks for
 */
record Exchange(
        Message message, ResponseFrame frame, Optional<Session> session, boolean authentic, Caller caller, Way way) {

    /** Where answers go, and through which hands. */
    record Way(Line line, Door.Replies replies, Seal seal) {}

    void answer(Response response) {
        answer(frame, response, true);
    }

    /** Answers in another frame: with another session id, or one of several. */
    void answer(ResponseFrame other, Response response, boolean last) {
        way.seal().send(this, other, response, last);
    }

    void refuse(Problem problem) {
        answer(failure(problem));
    }

    /** What everybody may hear of often stays without words: misses are small, and as in the reference. */
    private static Response failure(Problem problem) {
        Reason reason = problem.reason();
        return reason == Reason.NOT_FOUND || reason == Reason.NOTHING_SELECTED
                ? new Response.Failure(reason.handleCode(), "", List.of())
                : Response.Failure.of(problem);
    }

    Header header() {
        return message.header();
    }

    Envelope envelope() {
        return message.envelope();
    }

    Line line() {
        return way.line();
    }

    InetAddress source() {
        return caller.source();
    }

    /**
     * Whether the answer must carry what makes the peer believe it: it asked for that, or showed with a MAC that it shares
     * a session's key. The reference client 9.3.0 then may expect it unasked: a request that it sends again, now in a
     * session, still has the header of the first time.
     */
    boolean certified() {
        return header().has(OpFlags.CERTIFY) || authentic;
    }

    boolean encrypted() {
        return envelope().has(Envelope.ENCRYPTED) || header().has(OpFlags.ENCRYPT);
    }

    /** Digest of the request; clients before 2.7 know SHA-1 at best. */
    RequestDigest digest() {
        var algorithm = frame.envelope().version().atLeast(2, 7)
                ? RequestDigest.Algorithm.SHA256
                : RequestDigest.Algorithm.SHA1;
        return RequestDigest.of(algorithm, message);
    }

    Exchange in(Session authenticated, Caller whom) {
        return new Exchange(message, frame, Optional.of(authenticated), true, whom, way);
    }

    Exchange as(Reference identity) {
        return new Exchange(
                message, frame, session, authentic, new Caller(Optional.of(identity), caller.source()), way);
    }

    Exchange with(ResponseFrame other) {
        return new Exchange(message, other, session, authentic, caller, way);
    }

    Exchange with(Door.Replies others) {
        return new Exchange(message, frame, session, authentic, caller, new Way(way.line(), others, way.seal()));
    }
}
