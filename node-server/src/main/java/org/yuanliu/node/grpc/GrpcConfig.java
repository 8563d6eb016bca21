package org.yuanliu.node.grpc;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the gRPC server listens.
 *
 * @param address where; port 0 takes a free one
 * @param tls certificate and key; without them the line is not encrypted and identities are accepted from loopback only
 * @param loops threads that serve connections, at least 1
 * @param maxConnections connections above this number are closed at once
 * @param grace how long calls under way may take to end when the server closes
 */
public record GrpcConfig(InetSocketAddress address, Optional<Tls> tls, int loops, int maxConnections, Duration grace) {
    /** Without TLS, for two cores. */
    public static GrpcConfig plain(InetSocketAddress address) {
        return new GrpcConfig(address, Optional.empty(), 2, 10_000, Duration.ofSeconds(5));
    }

    /** The same, encrypted; clients may show who they are from anywhere. */
    public GrpcConfig withTls(Path certificates, Path key) {
        return new GrpcConfig(address, Optional.of(new Tls(certificates, key)), loops, maxConnections, grace);
    }

    /**
     * PEM files.
     *
     * @param certificates the server's certificate first, then those above it
     * @param key its private key in PKCS #8
     */
    public record Tls(Path certificates, Path key) {}
}
