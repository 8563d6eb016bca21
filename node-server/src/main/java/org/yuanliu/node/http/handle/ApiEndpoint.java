package org.yuanliu.node.http.handle;

import org.yuanliu.model.Caller;
import org.yuanliu.model.MalformedMessage;

/** One address of the JSON API. */
interface ApiEndpoint {
    /**
     * Answers a call whose caller is known, at once or later, from whichever thread.
     *
     * @throws MalformedMessage if the call cannot be read; it is answered with the problem in it
     */
    void serve(ApiCall call, Caller caller) throws MalformedMessage;
}
