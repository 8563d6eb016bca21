package org.yuanliu.node.grpc;

import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/**
 * The answers of a call that is a stream: one for each message taken, and the end after the last. Asks for the next
 * message when an answer is out and the client has room for more, so neither side piles up. Thread-safe.
 *
 * @param <A> the answer
 */
final class StreamAnswers<A> {
    private final ServerCall<?, A> line;
    private final Call<A> call;
    private final int window;
    private boolean headersSent;
    private boolean ended;
    private boolean leaving;
    private boolean closed;
    private int underWay;
    private int owed;

    /** @param window messages that may be under way at a time */
    StreamAnswers(ServerCall<?, A> line, Metadata headers, int window) {
        this.line = line;
        this.call = new Call<>(line, headers);
        this.window = window;
    }

    /** What is known about the client. */
    Call<A> call() {
        return call;
    }

    /** Asks for the first messages. */
    synchronized void begin() {
        owed = window;
        grant();
    }

    /** Counts a message. False if it is not to be looked at because the stream is over. */
    synchronized boolean take() {
        underWay++;
        return !closed && call.wanted();
    }

    synchronized void answer(A answer) {
        underWay--;
        if (closed || line.isCancelled()) {
            return;
        }
        if (!headersSent) {
            headersSent = true;
            line.sendHeaders(new Metadata());
        }
        line.sendMessage(answer);
        owed++;
        grant();
        closeIfDone();
        leaveIfIdle();
    }

    /** The client can take more. */
    synchronized void grant() {
        if (line.isReady() && owed > 0 && !leaving) {
            line.request(owed);
            owed = 0;
        }
    }

    /** The node closes: takes nothing more, and ends the stream once what was taken is answered; it can be opened anew. */
    synchronized void leave() {
        leaving = true;
        leaveIfIdle();
    }

    private void leaveIfIdle() {
        if (leaving && underWay == 0) {
            stop(it -> it.refuse(Problem.of(Reason.READ_ONLY, "it is shutting down")));
        }
    }

    /** The client has sent its last message. */
    synchronized void end() {
        ended = true;
        closeIfDone();
    }

    /** A consumer of the registry's outcome that answers with it, written by {@code write}, or ends the stream. */
    <O extends Outcome> Consumer<Outcome> expect(Class<O> expected, Function<O, A> write) {
        return outcome -> {
            if (outcome instanceof Outcome.Refused refused) {
                stop(it -> it.refuse(refused.problem()));
                return;
            }
            try {
                answer(write.apply(expected.cast(outcome)));
            } catch (RuntimeException e) {
                stop(it -> it.fail(e));
            }
        };
    }

    /** Ends the stream with what {@code how} tells the client. */
    synchronized void stop(Consumer<Call<A>> how) {
        if (!closed) {
            closed = true;
            how.accept(call);
        }
    }

    /** A problem of one item, in the client's language. */
    Status status(Problem problem) {
        return RpcStatus.of(problem, call.locale(), Optional.empty(), Optional.empty());
    }

    private void closeIfDone() {
        if (ended && underWay == 0 && !closed) {
            closed = true;
            line.close(io.grpc.Status.OK, new Metadata());
        }
    }
}
