package org.yuanliu.node.http.handle;

import io.netty.handler.codec.http.HttpMethod;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Request;
import org.yuanliu.node.registry.Registry;

/** {@code /api/prefixes}: which prefixes live here, for the operator. GET lists, PUT and DELETE take {@code prefix}. */
final class PrefixEndpoint implements ApiEndpoint {
    private final Registry registry;
    private final ListEndpoint listing;

    PrefixEndpoint(Registry registry, ListEndpoint listing) {
        this.registry = registry;
        this.listing = listing;
    }

    @Override
    public void serve(ApiCall call, Caller caller) throws MalformedMessage {
        HttpMethod method = call.exchange().method();
        if (method.equals(HttpMethod.GET)) {
            listing.serve(call, caller, "prefixes", Request.ListHomedPrefixes::new);
            return;
        }
        Identifier prefix = ListEndpoint.prefix(call.query());
        Request.Change change =
                method.equals(HttpMethod.PUT) ? new Request.HomePrefix(prefix) : new Request.UnhomePrefix(prefix);
        registry.submit(
                change, caller, call.exchange().header("idempotency-key"), outcome -> call.answer(200, outcome));
    }
}
