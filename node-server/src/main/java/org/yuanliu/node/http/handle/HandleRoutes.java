package org.yuanliu.node.http.handle;

import static io.netty.handler.codec.http.HttpMethod.DELETE;
import static io.netty.handler.codec.http.HttpMethod.GET;
import static io.netty.handler.codec.http.HttpMethod.POST;
import static io.netty.handler.codec.http.HttpMethod.PUT;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.WorkQueue;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.registry.Registry;

/** The addresses of the JSON API and of the tunnel. */
public final class HandleRoutes {
    private static final int MAX_JSON = 1 << 20;
    private static final int SMALL_JSON = 16 << 10;

    private final Registry registry;
    private final HeaderAuth auth;

    private HandleRoutes(Registry registry, HeaderAuth auth) {
        this.registry = registry;
        this.auth = auth;
    }

    /**
     * Lists them.
     *
     * @param proofs for other servers that ask whether a proof fits a secret that lives here
     * @param workers bounded pool for what takes time
     */
    public static List<Route> of(Registry registry, HeaderAuth auth, Proofs proofs, Executor workers) {
        return new HandleRoutes(registry, auth).list(proofs, new WorkQueue(workers));
    }

    private List<Route> list(Proofs proofs, WorkQueue work) {
        var records = new RecordEndpoint(registry);
        var listing = new ListEndpoint(registry, work);
        var prefixes = new PrefixEndpoint(registry, listing);
        var site = new SiteEndpoint(registry);
        var verifications = new VerificationEndpoint(proofs, work);
        return List.of(
                route("/api/handles", 0, listing, GET),
                route("/api/handles/*", MAX_JSON, records, GET, PUT, DELETE),
                route("/api/prefixes", 0, prefixes, GET, PUT, DELETE),
                route("/api/site", 0, site, GET),
                route("/api/suggestions", MAX_JSON, new SuggestionEndpoint(registry), POST),
                route("/api/verifications", SMALL_JSON, verifications, POST),
                new Route("/api/sessions", Set.of(POST), SMALL_JSON, true, new SessionEndpoint.Opening(auth)),
                new Route("/api/sessions/this", Set.of(GET, PUT, DELETE), SMALL_JSON, true, new SessionEndpoint(auth)),
                new Route("/api/*", Set.of(GET, POST, PUT, DELETE), SMALL_JSON, true, HandleRoutes::unknown));
    }

    /** What programs ask for in vain is answered to programs, not shown as a page. */
    private static void unknown(Exchange exchange) {
        exchange.refuse(404, Problem.of(Reason.NOT_SUPPORTED, exchange.path()));
    }

    private Route route(String path, int maxBody, ApiEndpoint endpoint, HttpMethod... methods) {
        return new Route(path, Set.of(methods), maxBody, true, new Authenticated(auth, endpoint));
    }

    /** POST to any address that does not begin with {@code /api/} is the tunnel; the rest belongs to the pages. */
    public static TunnelEndpoint tunnel(Door door) {
        return new TunnelEndpoint(door);
    }
}
