package org.yuanliu.node.http.handle;

import org.yuanliu.model.Caller;
import org.yuanliu.model.Request;
import org.yuanliu.node.registry.Registry;

/** {@code /api/site}: how this node is reached. */
final class SiteEndpoint implements ApiEndpoint {
    private final Registry registry;

    SiteEndpoint(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void serve(ApiCall call, Caller caller) {
        registry.answer(new Request.GetSite(), caller, outcome -> call.answer(200, outcome));
    }
}
