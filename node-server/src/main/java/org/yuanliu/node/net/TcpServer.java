package org.yuanliu.node.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.node.loops.Listening;
import org.yuanliu.node.loops.Loops;

/** The Handle protocol over TCP (wire reference, section 12). Thread-safe. */
public final class TcpServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 << 10, 128 << 10);

    private final Loops loops;
    private final Connections connections;
    private final List<Channel> listeners = new ArrayList<>();

    private TcpServer(Loops loops, TcpLimits limits) {
        this.loops = loops;
        connections = new Connections(limits);
    }

    /**
     * Listens on all the addresses, or on none.
     *
     * @param addresses IPv4 or IPv6; port 0 takes any free one
     * @throws IOException when an address cannot be had, with the address in its text
     */
    public static TcpServer open(Loops loops, List<InetSocketAddress> addresses, TcpLimits limits, Door door)
            throws IOException {
        TcpServer server = new TcpServer(loops, limits);
        ServerBootstrap bootstrap = server.bootstrap(limits, door);
        try {
            for (InetSocketAddress address : addresses) {
                server.listeners.add(Listening.on("TCP", address, bootstrap.bind(address)));
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
        return connections.size();
    }

    /** Messages that could not be cut out of their stream, or were answers instead of requests. */
    public long malformed() {
        return connections.malformed().count();
    }

    /** Bytes held now for half-read messages and unread answers. */
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
        List<TcpLine> lines = connections.end();
        lines.forEach(TcpLine::finish);
        long deadline = System.nanoTime() + grace.toNanos();
        for (TcpLine line : lines) {
            line.closed().awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        lines.forEach(TcpLine::cut);
        lines.forEach(line -> line.closed().awaitUninterruptibly());
    }

    /** Options cost a system call for each connection; TCP_NODELAY is Netty's default. */
    private ServerBootstrap bootstrap(TcpLimits limits, Door door) {
        return new ServerBootstrap()
                .group(loops.streams())
                .channel(loops.transport().serverSocket())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Line line = new Line(channel.remoteAddress(), true);
                        channel.pipeline().addLast(new TcpLine(channel, line, door, limits, connections));
                    }
                });
    }
}
