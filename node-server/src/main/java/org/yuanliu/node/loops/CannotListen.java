package org.yuanliu.node.loops;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A socket cannot be bound to its address. */
public final class CannotListen extends IOException {
    private static final long serialVersionUID = 1L;

    private final String protocol;
    private final String address;
    private final String why;

    public CannotListen(String protocol, InetSocketAddress address, Throwable cause) {
        this(protocol, text(address), reason(cause), cause);
    }

    private CannotListen(String protocol, String address, String why, Throwable cause) {
        super("cannot listen on " + protocol + " " + address + ": " + why, cause);
        this.protocol = protocol;
        this.address = address;
        this.why = why;
    }

    public String protocol() {
        return protocol;
    }

    /** As {@code host:port}. */
    public String address() {
        return address;
    }

    public String why() {
        return why;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Without the name and number of the system's call that stand in front. */
    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }
}
