package org.yuanliu.sdk.internal;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.yuanliu.sdk.Credential;

/** The channel to a node, the one thread that serves it, and how many calls it takes at a time. Thread-safe. */
final class Connection implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ACCEPT_LANGUAGE =
            Metadata.Key.of("accept-language", Metadata.ASCII_STRING_MARSHALLER);

    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ManagedChannel channel;
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Semaphore places;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private final Optional<Locale> language;
    private final Login login;
    private final Reach reach;
    private volatile boolean open = true;

    private Connection(Settings settings, ManagedChannel channel, EventLoopGroup loops, Reach reach) {
        this.channel = channel;
        this.reach = reach;
        this.loops = loops;
        this.loop = loops.next();
        this.places = new Semaphore(settings.maxInFlight());
        this.language = settings.language();
        this.login =
                settings.credential().map(c -> login(c, settings.deadline())).orElse(Login.Fixed.ANONYMOUS);
    }

    /** Connects with the first call, not now. */
    static Connection open(Settings settings) throws SSLException {
        var loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("yuanliu-client", true), NioIoHandler.newFactory());
        var reach = new Reach(settings);
        var builder = NettyChannelBuilder.forAddress(settings.host(), settings.port())
                .eventLoopGroup(loops)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                // Attempts are ours to repeat; the channel's own way costs a buffer for each call.
                .disableRetry()
                .addTransportFilter(reach)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_HEADER_BYTES);
        settings.contact()
                .ifPresent(time -> builder.withOption(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, time.toMillis() + 1)));
        if (settings.tls().isPresent()) {
            var context = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
            settings.tls().get().authorities().ifPresent(file -> context.trustManager(file.toFile()));
            builder.sslContext(context.build());
        } else {
            builder.usePlaintext();
        }
        return new Connection(settings, builder.build(), loops, reach);
    }

    Login login() {
        return login;
    }

    boolean isOpen() {
        return open;
    }

    Reach reach() {
        return reach;
    }

    /** Whether this thread is the one that answers arrive on. It must not wait. */
    boolean onLoop() {
        return loop.inEventLoop();
    }

    <Q, A, R> Exchange<Q, A, R> exchange(MethodDescriptor<Q, A> method, Q request, Reading<A, R> reading) {
        return new Exchange<>(this, method, request, reading);
    }

    <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method, CallOptions options) {
        reach.attempt();
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // The channel would sit out its own, longer pause.
            channel.resetConnectBackoff();
        }
        return channel.newCall(method, options);
    }

    Metadata headers(Optional<String> authorization) {
        var headers = new Metadata();
        authorization.ifPresent(text -> headers.put(AUTHORIZATION, text));
        language.ifPresent(locale -> headers.put(ACCEPT_LANGUAGE, locale.toLanguageTag()));
        return headers;
    }

    /** Takes a place for a call, waiting for one where that is allowed. False if there is none in time. */
    boolean enter(Duration patience) {
        if (places.tryAcquire()) {
            return true;
        }
        try {
            return !onLoop() && places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }

    void begins(UnderWay it) {
        underWay.add(it);
    }

    void ends(UnderWay it) {
        underWay.remove(it);
    }

    void later(long nanos, Runnable action) {
        try {
            loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            action.run();
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            login.logOut().handle((closed, failure) -> closed).get(1, TimeUnit.SECONDS);
            if (!channel.shutdown().awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Nobody there to take leave of; the session ends by itself.
        } finally {
            channel.shutdownNow();
            underWay.forEach(UnderWay::clientClosed);
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private Login login(Credential credential, Duration deadline) {
        if (credential instanceof Credential.SigningKey key) {
            return new SessionLogin(this, key, deadline);
        }
        return new Login.Fixed(Optional.of(Headers.basic((Credential.SharedSecret) credential)));
    }
}
