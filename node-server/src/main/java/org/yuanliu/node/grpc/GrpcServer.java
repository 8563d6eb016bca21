package org.yuanliu.node.grpc;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.jobs.JobDesk;
import org.yuanliu.node.loops.CannotListen;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.TlsFiles;
import org.yuanliu.node.ops.Malformed;
import org.yuanliu.node.registry.Registry;

/**
 * Serves {@code yuanliu.v1} (Resolver, Registry, Directory, ImportJobs, Sessions), {@code grpc.health.v1} and
 * reflection. Calls run on the event loops, which the registry never blocks. Thread-safe.
 */
public final class GrpcServer implements AutoCloseable {
    /** Largest request in bytes, after decompression. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    /** Logs each oversized message with its trace; the client is told, and nothing is wrong with the node. */
    private static final Logger GRPC_STREAMS = Logger.getLogger("io.grpc.netty.NettyServerStream");

    /** Logs a trace for each answer that a broken line left unsent. */
    private static final Logger GRPC_HANDLER = Logger.getLogger("io.grpc.netty.NettyServerHandler");

    /** Logs each connection that breaks the rules of HTTP/2 with its trace. */
    private static final Logger GRPC_CONNECTIONS = Logger.getLogger("io.grpc.netty.NettyServerTransport.connections");

    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_CALLS_PER_CONNECTION = 256;

    private final Server server;
    private final HealthStatusManager health;
    private final OpenStreams streams;
    private final Malformed malformed;
    private final Duration grace;

    private GrpcServer(
            Server server, HealthStatusManager health, OpenStreams streams, Malformed malformed, Duration grace) {
        this.server = server;
        this.health = health;
        this.streams = streams;
        this.malformed = malformed;
        this.grace = grace;
    }

    /**
     * Binds and serves.
     *
     * @param loops close them after the server
     * @param imports where import jobs are asked about; without it there are none
     * @throws IOException if the address cannot be bound, or a TLS file not be read
     */
    public static GrpcServer start(
            GrpcConfig config, Loops loops, Registry registry, HeaderAuth auth, Optional<JobDesk> imports)
            throws IOException {
        GRPC_STREAMS.setLevel(Level.SEVERE);
        GRPC_CONNECTIONS.setLevel(Level.SEVERE);
        GRPC_HANDLER.setLevel(Level.SEVERE);
        var health = new HealthStatusManager();
        var malformed = new Malformed("gRPC");
        var builder = builder(config)
                .bossEventLoopGroup(loops.streams())
                .workerEventLoopGroup(loops.streams())
                .channelFactory(() -> limited(config.maxConnections(), malformed, loops));
        var unread = new UnreadAnswers(config.unread());
        var counting = new CountsMalformed(malformed);
        var streams = new OpenStreams();
        services(registry, auth, streams, imports)
                .forEach(s -> builder.addService(ServerInterceptors.intercept(s, unread, counting)));
        builder.addService(health.getHealthService());
        builder.addService(ProtoReflectionServiceV1.newInstance());
        Server server = start(builder.build(), config.address());
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        return new GrpcServer(server, health, streams, malformed, config.grace());
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Messages that are none of their method, and connections that speak no HTTP/2. */
    public long malformed() {
        return malformed.count();
    }

    @Override
    public void close() {
        close(grace);
    }

    /** Reports "not serving", takes no new calls, and waits for those under way as long as the grace time lasts. */
    public void close(Duration grace) {
        health.enterTerminalState();
        server.shutdown();
        streams.end();
        try {
            if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Server start(Server server, InetSocketAddress address) throws CannotListen {
        try {
            return server.start();
        } catch (IOException e) {
            throw new CannotListen("gRPC", address, e);
        }
    }

    private static List<ServerServiceDefinition> services(
            Registry registry, HeaderAuth auth, OpenStreams streams, Optional<JobDesk> imports) {
        List<ServerServiceDefinition> services = new ArrayList<>(List.of(
                new ResolverService(registry).bind(auth),
                new RegistryService(registry, streams).bind(auth),
                new DirectoryService(registry).bind(auth),
                new SessionsService(auth).bind()));
        imports.ifPresent(desk -> services.add(new ImportJobsService(desk).bind(auth)));
        return services;
    }

    private static NettyServerBuilder builder(GrpcConfig config) throws IOException {
        var builder = NettyServerBuilder.forAddress(config.address())
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_HEADER_BYTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                // A client that opens calls only to reset them costs us more than itself.
                .maxRstFramesPerWindow(10_000, 10)
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .keepAliveTime(2, TimeUnit.MINUTES)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(30, TimeUnit.MINUTES);
        if (config.tls().isPresent()) {
            builder.sslContext(sslContext(config.tls().get()));
        }
        return builder;
    }

    private static SslContext sslContext(TlsFiles tls) throws IOException {
        try {
            var context = SslContextBuilder.forServer(
                    tls.certificates().toFile(), tls.key().toFile());
            return GrpcSslContexts.configure(context, SslProvider.JDK).build();
        } catch (IllegalArgumentException e) {
            throw new IOException("TLS for gRPC cannot be set up: " + e.getMessage(), e);
        }
    }

    private static ServerSocketChannel limited(int maxConnections, Malformed malformed, Loops loops) {
        ServerSocketChannel channel =
                new ReflectiveChannelFactory<>(loops.transport().serverSocket()).newChannel();
        channel.pipeline().addFirst(new ConnectionLimit(maxConnections, malformed));
        return channel;
    }
}
