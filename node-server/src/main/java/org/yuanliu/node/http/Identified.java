package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Consumer;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Problem;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;

/** Finds out who asks, and tells those who may not how to prove it. Thread-safe. */
public record Identified(HeaderAuth auth) {
    /** @param known goes on with the caller, now or later on a worker's thread; who does not prove his claim is refused */
    public void identify(Exchange exchange, Consumer<Caller> known) {
        identify(exchange, known, problem -> refuse(exchange, problem));
    }

    /** @param refused instead of the answer */
    public void identify(Exchange exchange, Consumer<Caller> known, Consumer<Problem> refused) {
        auth.identify(
                exchange.header(HttpHeaderNames.AUTHORIZATION),
                exchange.trusted(),
                exchange.peer().getAddress(),
                verdict -> {
                    if (verdict instanceof Verdict.Known it) {
                        known.accept(it.caller());
                    } else if (verdict instanceof Verdict.Refused it) {
                        refused.accept(it.problem());
                    }
                });
    }

    /** Answers with a problem, and if a proof would help, how to give it. */
    public void refuse(Exchange exchange, Problem problem) {
        if (problem.reason().httpStatus() == 401) {
            exchange.refuse(problem, auth.challenges(exchange.trusted()));
        } else {
            exchange.refuse(problem);
        }
    }
}
