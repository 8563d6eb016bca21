package org.yuanliu.node.http.handle;

import io.netty.handler.codec.http.HttpMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yuanliu.json.GivenRecord;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.http.Query;
import org.yuanliu.node.registry.Registry;

/** {@code /api/handles/{identifier}}: one record. */
final class RecordEndpoint implements ApiEndpoint {
    private static final String VARIOUS = "various";

    private final Registry registry;

    RecordEndpoint(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void serve(ApiCall call, Caller caller) throws MalformedMessage {
        HttpMethod method = call.exchange().method();
        if (method.equals(HttpMethod.GET)) {
            resolve(call, caller);
        } else if (method.equals(HttpMethod.PUT)) {
            put(call, caller);
        } else {
            delete(call, caller);
        }
    }

    private void resolve(ApiCall call, Caller caller) throws MalformedMessage {
        var question = new Request.Resolve(call.identifier(), selection(call, caller));
        Request.Query query =
                call.query().flag("recursive", false) ? new Request.ResolveAnywhere(question, 0) : question;
        registry.answer(query, caller, outcome -> call.answer(200, outcome));
    }

    /** Who shows no proof sees what everyone may see, and is not asked for one unless {@code publicOnly=false} wants it. */
    private static Selection selection(ApiCall call, Caller caller) throws MalformedMessage {
        Query query = call.query();
        List<ElementType> types =
                query.all("type").stream().map(ElementType::new).toList();
        boolean publicOnly = query.flag("publicOnly", caller.identity().isEmpty());
        return new Selection(query.numbers("index", 0), types, publicOnly);
    }

    private void put(ApiCall call, Caller caller) throws MalformedMessage {
        call.demandJson();
        boolean mint = call.query().flag("mintNewSuffix", false);
        Identifier identifier = mint ? toMintUnder(call) : call.identifier();
        List<Element> elements = body(call, identifier, mint);
        boolean overwrite = call.query().flag("overwrite", true);
        Request.Change change;
        if (call.query().has("index")) {
            demandSameIndexes(call.query(), elements);
            change = new Request.AddElements(identifier, elements, overwrite);
        } else {
            change = new Request.Create(identifier, elements, overwrite, mint);
        }
        submit(call, change, caller, overwrite ? 200 : 201);
    }

    /** {@code 88.118.8/} is no identifier, but becomes one by what is minted. */
    private static Identifier toMintUnder(ApiCall call) throws MalformedMessage {
        String text = call.exchange().rest();
        int slash = text.indexOf('/');
        return Identifier.of(slash == text.length() - 1 ? text.substring(0, Math.max(0, slash)) : text);
    }

    private static List<Element> body(ApiCall call, Identifier identifier, boolean mint) throws MalformedMessage {
        GivenRecord given = RecordJson.read(call.exchange().body());
        Optional<Identifier> other = given.identifier().filter(named -> !mint && !named.equals(identifier));
        if (other.isPresent()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "handle",
                    "found " + other.get() + " in the body, but " + identifier + " in the address");
        }
        return given.elements();
    }

    private static void demandSameIndexes(Query query, List<Element> elements) throws MalformedMessage {
        if (query.all("index").contains(VARIOUS)) {
            return;
        }
        Set<Integer> asked = new HashSet<>(query.numbers("index", 1));
        Set<Integer> given = elements.stream().map(Element::index).collect(Collectors.toSet());
        if (!asked.equals(given)) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "parameter index",
                    "it must name the elements of the body, or be " + VARIOUS);
        }
    }

    private void delete(ApiCall call, Caller caller) throws MalformedMessage {
        Identifier identifier = call.identifier();
        submit(
                call,
                call.query().has("index")
                        ? new Request.RemoveElements(identifier, call.query().numbers("index", 1))
                        : new Request.Delete(identifier),
                caller,
                200);
    }

    private void submit(ApiCall call, Request.Change change, Caller caller, int status) {
        Optional<String> requestId = call.exchange().header("idempotency-key");
        registry.submit(change, caller, requestId, outcome -> call.answer(status, outcome));
    }
}
