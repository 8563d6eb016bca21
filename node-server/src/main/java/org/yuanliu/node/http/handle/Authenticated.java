package org.yuanliu.node.http.handle;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Verdict;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.ops.QuietLog;

/** Finds out who calls before an endpoint of the JSON API is asked. */
final class Authenticated implements Endpoint {
    private static final QuietLog LOG = QuietLog.of(Authenticated.class);

    private final HeaderAuth auth;
    private final ApiEndpoint endpoint;

    Authenticated(HeaderAuth auth, ApiEndpoint endpoint) {
        this.auth = auth;
        this.endpoint = endpoint;
    }

    @Override
    public void serve(Exchange exchange) throws MalformedMessage {
        ApiCall call = ApiCall.of(exchange, auth);
        // A page of another origin can fetch a script with the browser's stored password: it shall learn nothing by it.
        Optional<String> claim = call.isScript() ? Optional.empty() : exchange.header(HttpHeaderNames.AUTHORIZATION);
        auth.identify(claim, exchange.trusted(), exchange.peer().getAddress(), verdict -> judged(call, verdict));
    }

    private void judged(ApiCall call, Verdict verdict) {
        if (verdict instanceof Verdict.Known known) {
            ask(call, known.caller());
        } else if (verdict instanceof Verdict.Refused refused) {
            call.refuse(refused.problem());
        }
    }

    private void ask(ApiCall call, Caller caller) {
        try {
            endpoint.serve(call, caller);
        } catch (MalformedMessage e) {
            call.refuse(e.problem());
        } catch (RuntimeException e) {
            LOG.error("a call of the JSON API fails", e);
            call.refuse(Problem.of(Reason.INTERNAL_ERROR));
        }
    }
}
