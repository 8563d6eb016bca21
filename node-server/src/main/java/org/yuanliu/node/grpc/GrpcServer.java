package org.yuanliu.node.grpc;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.registry.Registry;

/**
 * Serves {@code yuanliu.v1} (Resolver, Registry, Sessions), {@code grpc.health.v1} and reflection. Calls run on the
 * event loops, which the registry never blocks. Thread-safe.
 */
public final class GrpcServer implements AutoCloseable {
    /** Largest request in bytes, after decompression. */
    public static final int MAX_MESSAGE_BYTES = 4 << 20;

    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_CALLS_PER_CONNECTION = 256;

    private final Server server;
    private final HealthStatusManager health;
    private final EventLoopGroup loops;
    private final long graceMillis;

    private GrpcServer(Server server, HealthStatusManager health, EventLoopGroup loops, long graceMillis) {
        this.server = server;
        this.health = health;
        this.loops = loops;
        this.graceMillis = graceMillis;
    }

    /**
     * Binds and serves.
     *
     * @throws IOException if the address cannot be bound, or a TLS file not be read
     */
    public static GrpcServer start(GrpcConfig config, Registry registry, HeaderAuth auth) throws IOException {
        var health = new HealthStatusManager();
        boolean epoll = Epoll.isAvailable();
        var loops = new MultiThreadIoEventLoopGroup(
                config.loops(),
                new DefaultThreadFactory("grpc"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            var builder = builder(config)
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops)
                    .channelFactory(() -> limited(config.maxConnections(), epoll));
            services(registry, auth).forEach(builder::addService);
            builder.addService(health.getHealthService());
            builder.addService(ProtoReflectionServiceV1.newInstance());
            Server server = builder.build().start();
            health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
            return new GrpcServer(server, health, loops, config.grace().toMillis());
        } catch (IOException | RuntimeException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Reports "not serving", takes no new calls, and waits for those under way as long as the grace time lasts. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        try {
            if (!server.awaitTermination(graceMillis, TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    private static List<ServerServiceDefinition> services(Registry registry, HeaderAuth auth) {
        return List.of(
                new ResolverService(registry).bind(auth),
                new RegistryService(registry).bind(auth),
                new SessionsService(auth).bind());
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
            var tls = config.tls().get();
            var context = SslContextBuilder.forServer(
                    tls.certificates().toFile(), tls.key().toFile());
            builder.sslContext(
                    GrpcSslContexts.configure(context, SslProvider.JDK).build());
        }
        return builder;
    }

    private static ServerSocketChannel limited(int maxConnections, boolean epoll) {
        ServerSocketChannel channel = epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addFirst(new ConnectionLimit(maxConnections));
        return channel;
    }
}
