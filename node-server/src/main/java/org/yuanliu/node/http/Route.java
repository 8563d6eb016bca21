package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/**
 * An address and what stands behind it. HEAD is served as GET without the body, OPTIONS by the server itself.
 *
 * @param path exactly this path; or, if it ends in {@code /*}, all that begin with what stands before the star. The
 *     longest that fits wins
 * @param maxBody longest request body in bytes
 * @param crossOrigin whether scripts of other origins may call it; they never bring cookies or stored passwords along
 */
public record Route(String path, Set<HttpMethod> methods, int maxBody, boolean crossOrigin, Endpoint endpoint) {
    private static final String REST = "/*";

    public Route {
        methods = Set.copyOf(methods);
    }

    /** How much of the path does not vary. */
    int fixed() {
        return path.endsWith(REST) ? path.length() - 1 : path.length();
    }

    boolean covers(String asked) {
        return path.endsWith(REST) ? asked.regionMatches(0, path, 0, fixed()) : asked.equals(path);
    }

    boolean allows(HttpMethod method) {
        return methods.contains(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
    }
}
