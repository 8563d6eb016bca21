package org.yuanliu.node;

import org.yuanliu.node.loops.CannotListen;

/** A port that the operator chose cannot be had. */
public final class PortError extends ConfigError {
    private static final long serialVersionUID = 1L;

    private final transient CannotListen cause;

    PortError(CannotListen cause) {
        super("the node cannot start: " + cause.getMessage(), cause);
        this.cause = cause;
    }

    /** TCP, UDP, HTTP or gRPC; the first two are one setting. */
    public String protocol() {
        return cause.protocol();
    }

    /** As {@code host:port}. */
    public String address() {
        return cause.address();
    }

    public String why() {
        return cause.why();
    }
}
