package org.yuanliu.node.registry;

import java.util.Optional;
import java.util.function.Consumer;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Request;

/**
 * The one place that answers: every transport makes a {@link Request} and passes it on here.
 *
 * <p>Thread-safe and never blocking: an answer that memory holds is given on the calling thread before the method
 * returns, any other later from a worker's or the writer's thread. {@code reply} is called exactly once, must not block,
 * and gets {@link Outcome.Refused} with {@code INTERNAL_ERROR} or {@code TOO_BUSY} where things go wrong.
 */
public final class Registry {

    /** Answers a question. */
    public void answer(Request.Query query, Caller caller, Consumer<Outcome> reply) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Makes a change; the answer comes when it is durable.
     *
     * @param requestId idempotency key of the caller, 1..64 printable ASCII characters: a retry with the same gets the
     *     first answer for at least 24 hours
     */
    public void submit(Request.Change change, Caller caller, Optional<String> requestId, Consumer<Outcome> reply) {
        throw new UnsupportedOperationException("being written");
    }
}
