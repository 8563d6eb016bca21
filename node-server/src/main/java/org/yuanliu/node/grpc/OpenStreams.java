package org.yuanliu.node.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams under way, to be ended when the server closes: they have no end of their own. Thread-safe. */
final class OpenStreams {
    private final Set<StreamAnswers<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    void add(StreamAnswers<?> stream) {
        open.add(stream);
        if (closing) {
            stream.leave();
        }
    }

    void remove(StreamAnswers<?> stream) {
        open.remove(stream);
    }

    /** Ends each as soon as what it has taken is answered. */
    void end() {
        closing = true;
        open.forEach(StreamAnswers::leave);
    }
}
