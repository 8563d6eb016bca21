package org.yuanliu.node.grpc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.yuanliu.node.loops.TlsFiles;

/**
 * How the gRPC server listens.
 *
 * @param address where; port 0 takes a free one
 * @param tls certificate and key; without them the line is not encrypted and identities are accepted from loopback only
 * @param maxConnections connections above this number are closed at once
 * @param unread bytes of answers that clients have not taken, over all connections; further ones become "busy"
 * @param grace how long calls under way may take to end when the server closes
 */
public record GrpcConfig(
        InetSocketAddress address, Optional<TlsFiles> tls, int maxConnections, long unread, Duration grace) {
    /** With room for 10 000 connections and 256 MiB of unread answers, and 5 seconds of grace. */
    public static GrpcConfig on(InetSocketAddress address, Optional<TlsFiles> tls) {
        return new GrpcConfig(address, tls, 10_000, 256L << 20, Duration.ofSeconds(5));
    }
}
