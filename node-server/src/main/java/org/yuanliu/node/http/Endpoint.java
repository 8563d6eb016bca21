package org.yuanliu.node.http;

import org.yuanliu.model.MalformedMessage;

/** What stands behind an address. */
public interface Endpoint {
    /**
     * Answers one request, on the event loop: at once, or later from any thread. Must not block.
     *
     * @throws MalformedMessage if the request cannot be read: the server answers with the problem in it, as JSON
     */
    void serve(Exchange exchange) throws MalformedMessage;
}
