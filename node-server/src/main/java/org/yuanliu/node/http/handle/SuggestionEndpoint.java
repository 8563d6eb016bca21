package org.yuanliu.node.http.handle;

import org.yuanliu.json.ItemJson;
import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.node.registry.Registry;

/** {@code POST /api/suggestions}: the identifier that a template's rule makes of values; writes nothing. */
final class SuggestionEndpoint implements ApiEndpoint {
    private final Registry registry;

    SuggestionEndpoint(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void serve(ApiCall call, Caller caller) throws MalformedMessage {
        call.demandJson();
        registry.answer(ItemJson.readSuggestion(call.exchange().body()), caller, outcome -> {
            if (outcome instanceof Outcome.Listed listed) {
                String identifier = listed.identifiers().get(0).text();
                call.answer(200, json -> json.writeStringField("handle", identifier));
            } else {
                call.answer(200, outcome);
            }
        });
    }
}
