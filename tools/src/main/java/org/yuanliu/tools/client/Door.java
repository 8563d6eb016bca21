package org.yuanliu.tools.client;

import org.yuanliu.node.NodeFolder;

/** The four ways to ask a node. */
public enum Door {
    GRPC("gRPC"),
    /** The Handle protocol over TCP. */
    HANDLE("TCP"),
    /** The Handle protocol over UDP. */
    UDP("UDP"),
    /** The JSON API. */
    HTTP("HTTP");

    private final String shown;

    Door(String shown) {
        this.shown = shown;
    }

    public String shown() {
        return shown;
    }

    /** Where a node keeps this door, as {@code host:port}. */
    public String of(NodeFolder.Endpoints endpoints) {
        return switch (this) {
            case GRPC -> endpoints.grpc();
            case HTTP -> endpoints.http();
            case HANDLE, UDP -> endpoints.handle();
        };
    }
}
