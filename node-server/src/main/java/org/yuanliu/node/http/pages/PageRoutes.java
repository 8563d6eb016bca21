package org.yuanliu.node.http.pages;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.registry.Registry;

/** The addresses of people: everything that no other route has. */
public final class PageRoutes {
    private PageRoutes() {}

    /**
     * Lists them.
     *
     * @param random thread-safe; chooses among locations of equal standing
     * @param posted what POST is for: the reference client posts to the identifier's own path
     * @param maxPosted longest body there in bytes
     */
    public static List<Route> of(Registry registry, RandomGenerator random, Endpoint posted, int maxPosted) {
        Endpoint pages = new RedirectEndpoint(registry, random);
        Endpoint either = exchange -> (exchange.method().equals(HttpMethod.POST) ? posted : pages).serve(exchange);
        return List.of(new Route("/*", Set.of(HttpMethod.GET, HttpMethod.POST), maxPosted, false, either));
    }
}
