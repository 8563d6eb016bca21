package org.yuanliu.node.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yuanliu.node.loops.Listening;
import org.yuanliu.node.loops.Loops;

/** Serves {@link Route routes} over HTTP/1.1, and over TLS on the same port: the first bytes decide. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int READ_PIECE = 64 << 10;

    /** Most bytes taken from a connection at a time: short requests in them grow thirtyfold when they are decoded. */
    private static final int READ_AT_ONCE = 32 << 10;

    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 << 10, 128 << 10);

    private final Loops loops;
    private final HttpLimits limits;
    private final Optional<SslContext> tls;
    private final Reception reception;
    private final DateHeader date;
    private final Connections connections;
    private final List<Channel> listeners = new ArrayList<>();

    private HttpServer(
            Loops loops, HttpLimits limits, Optional<SslContext> tls, List<Route> routes, InstantSource clock) {
        this.loops = loops;
        this.limits = limits;
        this.tls = tls;
        reception = new Reception(new Routes(routes));
        date = new DateHeader(clock);
        connections = new Connections(limits);
    }

    /**
     * Listens on all the addresses, or on none.
     *
     * @param addresses IPv4 or IPv6; port 0 takes any free one
     * @param tls makes HTTPS possible; plain HTTP only if empty
     * @param clock for the header field Date
     * @throws IOException when an address cannot be had, with the address in its text
     */
    public static HttpServer open(
            Loops loops,
            List<InetSocketAddress> addresses,
            HttpLimits limits,
            Optional<SslContext> tls,
            List<Route> routes,
            InstantSource clock)
            throws IOException {
        HttpServer server = new HttpServer(loops, limits, tls, routes, clock);
        ServerBootstrap bootstrap = server.bootstrap();
        try {
            for (InetSocketAddress address : addresses) {
                server.listeners.add(Listening.on("HTTP", address, bootstrap.bind(address)));
            }
        } catch (IOException e) {
            server.close(Duration.ZERO);
            throw e;
        }
        return server;
    }

    /** The addresses listened on, ports filled in, in the order given. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(c -> (InetSocketAddress) c.localAddress()).toList();
    }

    /** Connections open now. */
    public int connections() {
        return connections.all().size();
    }

    /** Requests that are no HTTP, or whose content cannot be read. */
    public long malformed() {
        return connections.malformed().count();
    }

    /** Bytes held now for half-read bodies and unread answers. */
    public long heldBytes() {
        return connections.held();
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    /** Takes no more connections and requests, lets open ones be answered within {@code grace}, and closes all. */
    public void close(Duration grace) {
        listeners.forEach(c -> c.close().awaitUninterruptibly());
        List<Conversation> open = connections.end();
        open.forEach(Conversation::end);
        long deadline = System.nanoTime() + grace.toNanos();
        for (Conversation conversation : open) {
            long left = Math.max(0, deadline - System.nanoTime());
            conversation.closed().awaitUninterruptibly(left, TimeUnit.NANOSECONDS);
        }
        open.forEach(Conversation::cut);
        open.forEach(conversation -> conversation.closed().awaitUninterruptibly());
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loops.streams())
                .channel(loops.transport().serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(1024, 2048, READ_AT_ONCE).maxMessagesPerRead(1))
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        pipeline(channel);
                    }
                });
    }

    /** Only the reading half of Netty's server codec: the conversation counts requests itself, and writes bytes. */
    private void pipeline(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        tls.ifPresent(context -> pipeline.addLast(new OptionalSslHandler(context)));
        pipeline.addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.headBytes())
                .setMaxHeaderSize(limits.headBytes())
                .setMaxChunkSize(READ_PIECE)));
        pipeline.addLast(new Conversation(channel, reception, connections, date));
    }
}
