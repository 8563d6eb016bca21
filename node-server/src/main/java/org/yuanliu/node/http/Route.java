package org.yuanliu.node.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/**
 * An address and what stands behind it. HEAD is served as GET without the body, OPTIONS by the server itself.
 *
 * @param path exactly this path; or, if it ends in a slash, all that begin with it. The longest that fits wins
 * @param maxBody longest request body in bytes
 * @param crossOrigin whether scripts of other origins may call it; they never bring cookies or stored passwords along
 */
public record Route(String path, Set<HttpMethod> methods, int maxBody, boolean crossOrigin, Endpoint endpoint) {
    public Route {
        methods = Set.copyOf(methods);
    }

    boolean covers(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
    }

    boolean allows(HttpMethod method) {
        return methods.contains(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
    }
}
