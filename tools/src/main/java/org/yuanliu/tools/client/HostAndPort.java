package org.yuanliu.tools.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as text: {@code 127.0.0.1:8641}, {@code [::1]:8641}. */
public final class HostAndPort {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%a-z]+)]|([^:\\[\\]]+)):([0-9]{1,5})");

    private HostAndPort() {}

    /**
     * An address that other programs can use: where the node listens on all addresses, the loopback one. A name stays a
     * name, for that is what a certificate is for.
     */
    public static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String name = address.getHostString();
        if (host == null || !(name.contains(":") || name.matches("[0-9.]+"))) {
            return name + ":" + address.getPort();
        }
        String text = host.getHostAddress();
        if (host.isAnyLocalAddress()) {
            text = host instanceof Inet6Address ? "::1" : "127.0.0.1";
        } else if (host.isLoopbackAddress() && host instanceof Inet6Address) {
            text = "::1";
        }
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /** The same address as {@link #text} writes it. */
    public static String usable(String address) {
        return text(parse(address));
    }

    /** @throws IllegalArgumentException if the text has another form */
    public static InetSocketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) > 0xFFFF) {
            throw new IllegalArgumentException(text);
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return new InetSocketAddress(host, Integer.parseInt(form.group(3)));
    }
}
