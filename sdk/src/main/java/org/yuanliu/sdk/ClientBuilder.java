package org.yuanliu.sdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.yuanliu.sdk.internal.Calls;
import org.yuanliu.sdk.internal.Options;
import org.yuanliu.sdk.internal.Settings;

/** Builds a {@link YuanliuClient}. Not thread-safe. */
public final class ClientBuilder {
    private final String host;
    private final int port;
    private Optional<Settings.Tls> tls = Optional.empty();
    private Optional<Credential> credential = Optional.empty();
    private Duration deadline = Duration.ofSeconds(10);
    private Optional<Duration> contact = Optional.empty();
    private int maxInFlight = 256;
    private Optional<Locale> language = Optional.empty();

    ClientBuilder(String target) {
        try {
            URI uri = new URI("node://" + target);
            if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
                throw new IllegalArgumentException("'" + target + "' is not host:port, such as localhost:8641");
            }
            this.host = uri.getHost().replaceAll("^\\[|]$", "");
            this.port = uri.getPort();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + target + "' is not host:port, such as localhost:8641", e);
        }
    }

    /** TLS, trusting the platform's authorities. Without it the line is not encrypted. */
    public ClientBuilder tls() {
        tls = Optional.of(new Settings.Tls(Optional.empty()));
        return this;
    }

    /**
     * TLS, trusting the authorities of a file only.
     *
     * @param authorities PEM file with one certificate or more
     */
    public ClientBuilder tls(Path authorities) {
        tls = Optional.of(new Settings.Tls(Optional.of(authorities)));
        return this;
    }

    /** Who the client is; without it it is anonymous, and reads only. */
    public ClientBuilder credential(Credential who) {
        credential = Optional.of(who);
        return this;
    }

    /** How long a call may take, retries included; 10 seconds if not set. */
    public ClientBuilder deadline(Duration time) {
        deadline = positive(time);
        return this;
    }

    /**
     * How long the client tries while it has never reached the node, counted from its first attempt; what is asked then
     * fails with {@code UNAVAILABLE}. If not set, until the deadline of each call.
     */
    public ClientBuilder contactWithin(Duration time) {
        contact = Optional.of(positive(time));
        return this;
    }

    /** How many calls may be under way at a time, 1 or more; 256 if not set, which is what a node takes. */
    public ClientBuilder maxInFlight(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("maxInFlight is " + calls + ", at least 1 is needed");
        }
        maxInFlight = calls;
        return this;
    }

    /** Language of the node's messages: Chinese or English; English if not set. */
    public ClientBuilder language(Locale locale) {
        language = Optional.of(locale);
        return this;
    }

    /**
     * The client; it connects with its first call.
     *
     * @throws IllegalArgumentException if the authorities' file cannot be used, or a credential would be sent unencrypted
     *     to another machine
     */
    public YuanliuClient build() {
        if (credential.isPresent() && tls.isEmpty() && !Settings.isLoopback(host)) {
            throw new IllegalArgumentException(
                    "a credential needs TLS, except towards this machine: tls(), or --tls on the command line");
        }
        var settings = new Settings(host, port, tls, credential, deadline, contact, maxInFlight, language);
        try {
            return new YuanliuClient(Calls.open(settings), new Options(deadline, Optional.empty()));
        } catch (SSLException e) {
            throw new IllegalArgumentException("the authorities' file cannot be used: " + e.getMessage(), e);
        }
    }

    static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the deadline is " + time + ", it must be longer than nothing");
        }
        return time;
    }
}
