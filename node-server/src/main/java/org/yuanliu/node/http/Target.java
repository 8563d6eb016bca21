package org.yuanliu.node.http;

/**
 * What a request line asks for: still percent-encoded.
 *
 * @param path begins with a slash
 * @param query behind the question mark; empty if there is none
 */
record Target(String path, String query) {
    /** Takes the origin form, {@code /a?b}, and the absolute one, {@code http://host/a?b} (RFC 9112, section 3.2). */
    static Target of(String uri) {
        String origin = uri;
        int scheme = uri.indexOf("://");
        if (!uri.startsWith("/") && scheme > 0) {
            int slash = uri.indexOf('/', scheme + 3);
            origin = slash < 0 ? "/" : uri.substring(slash);
        }
        int mark = origin.indexOf('?');
        return mark < 0 ? new Target(origin, "") : new Target(origin.substring(0, mark), origin.substring(mark + 1));
    }
}
