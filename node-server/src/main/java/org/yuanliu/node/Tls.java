package org.yuanliu.node;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import org.yuanliu.node.loops.TlsFiles;

/** TLS for HTTP, from the files in the configuration. */
final class Tls {
    private Tls() {}

    /** @throws ConfigError if a file cannot be read or used */
    static SslContext context(TlsFiles files) {
        try {
            return SslContextBuilder.forServer(
                            files.certificates().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigError(
                    "TLS cannot use " + files.certificates() + " and " + files.key() + ": " + e.getMessage(), e);
        }
    }
}
