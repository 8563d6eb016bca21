package org.yuanliu.node.http.pages;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** Where a browser may be sent: to http and https only, so that no element can make it run a script. */
final class Targets {
    /** Signs that people write into addresses and that RFC 3986 wants encoded. */
    private static final String TO_ENCODE = "\"<>\\^`{|}";

    private Targets() {}

    /**
     * The address with the appendix behind it, in ASCII; empty if a browser should not be sent there.
     *
     * @throws MalformedMessage if the appendix would lead to another host
     */
    static Optional<String> of(String address, String appendix) throws MalformedMessage {
        Optional<URI> target = parse(address.strip());
        if (target.isEmpty() || appendix.isEmpty()) {
            return target.map(URI::toString);
        }
        Optional<URI> longer = parse(address.strip() + appendix);
        if (longer.isEmpty()
                || !longer.get().getRawAuthority().equals(target.get().getRawAuthority())) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "parameter urlappend", "it must not change the host that is led to");
        }
        return longer.map(URI::toString);
    }

    private static Optional<URI> parse(String address) {
        try {
            URI uri = new URI(ascii(address));
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return Optional.of(uri).filter(u -> web && u.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String ascii(String address) {
        StringBuilder out = new StringBuilder(address.length());
        for (byte b : address.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c <= ' ' || c >= 0x7F || TO_ENCODE.indexOf(c) >= 0) {
                out.append(String.format("%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
