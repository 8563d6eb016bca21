package org.yuanliu.sdk.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.yuanliu.sdk.Credential;

/**
 * How a client reaches its node, checked by whoever makes one.
 *
 * @param tls empty for a line without TLS
 * @param deadline of one call if none is given, retries included
 * @param contact how long to try while the node was never reached; as long as each call allows if empty
 * @param maxInFlight calls under way at a time
 * @param language of messages, if one is wished
 */
public record Settings(
        String host,
        int port,
        Optional<Tls> tls,
        Optional<Credential> credential,
        Duration deadline,
        Optional<Duration> contact,
        int maxInFlight,
        Optional<Locale> language) {
    /** @param authorities PEM file with the certificates to trust; the platform's if empty */
    public record Tls(Optional<Path> authorities) {}

    /** Whether the line stays on this machine, told by the name alone. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("::1");
    }
}
