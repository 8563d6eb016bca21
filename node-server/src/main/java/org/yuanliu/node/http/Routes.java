package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All addresses, the longest first; of two equally long ones the exact one, which sorts first. */
final class Routes {
    private final List<Route> longestFirst;

    Routes(List<Route> routes) {
        longestFirst = routes.stream()
                .sorted(Comparator.comparingInt(Route::fixed).reversed().thenComparing(Route::path))
                .toList();
    }

    Optional<Route> find(String path) {
        for (Route route : longestFirst) {
            if (route.covers(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** The methods of a route, as the header field Allow lists them. */
    static String allowed(Route route) {
        Stream<String> served = route.methods().stream().map(HttpMethod::name);
        Stream<String> implied =
                route.methods().contains(HttpMethod.GET) ? Stream.of("HEAD", "OPTIONS") : Stream.of("OPTIONS");
        return Stream.concat(served, implied).sorted().collect(Collectors.joining(", "));
    }
}
