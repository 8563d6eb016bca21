package org.yuanliu.node.http;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;

/** An endpoint that takes the bodies of POST piece by piece, as they may be larger than memory; all else as others do. */
public interface StreamedEndpoint extends Endpoint {
    /** Where a body goes. Methods are called on the event loop, one after the other, and must not block. */
    interface Sink {
        /** Takes a piece; the next one comes after {@code more} was run. */
        void take(Bytes piece);

        /** That was all: the exchange is to be answered. */
        void end();

        /** No more will come, and nobody waits for an answer. */
        void cut();
    }

    /**
     * A request whose head is here, on the event loop. It may be answered before its body has come; the connection ends
     * with that.
     *
     * @param more to be run when the first piece may come, and again after each; from any thread
     * @throws MalformedMessage if the request cannot be read
     */
    Sink begin(Exchange exchange, Runnable more) throws MalformedMessage;
}
