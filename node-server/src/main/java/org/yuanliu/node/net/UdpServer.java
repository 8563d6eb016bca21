package org.yuanliu.node.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.loops.Listening;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;

/**
 * The Handle protocol over UDP (wire reference, section 12). On a machine with several addresses list each of them: an
 * answer from the wildcard address may leave from another address than the one that was asked. Thread-safe.
 */
public final class UdpServer implements AutoCloseable {
    /** The most that Ethernet carries in one piece; the protocol itself asks for 512. */
    private static final int DATAGRAM = 1500;

    /** Datagrams a receiving call can bring: 16 take most of its price away, more add nothing. */
    private static final int BATCH = 16;

    private static final int SOCKET_BUFFER = 4 << 20;
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(1 << 20, 4 << 20);

    private final List<Channel> sockets = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final UdpCounters counters = new UdpCounters();

    private UdpServer() {}

    /**
     * Listens on all the addresses, or on none.
     *
     * @param addresses IPv4 or IPv6; port 0 takes any free one
     * @throws IOException when an address cannot be had, with the address in its text
     */
    public static UdpServer open(Loops loops, List<InetSocketAddress> addresses, UdpLimits limits, Door door)
            throws IOException {
        UdpServer server = new UdpServer();
        Bootstrap bootstrap = server.bootstrap(loops, limits, door);
        try {
            for (InetSocketAddress address : addresses) {
                server.listen(bootstrap, address, loops.datagramLoops());
            }
        } catch (IOException e) {
            server.close(Duration.ZERO);
            throw e;
        }
        return server;
    }

    /** The addresses listened on, ports filled in, in the order given. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    public UdpCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    /** Takes no more requests, lets open ones be answered within {@code grace}, and closes the sockets. */
    public void close(Duration grace) {
        for (Channel socket : sockets) {
            Optional.ofNullable(socket.pipeline().get(UdpPort.class)).ifPresent(UdpPort::finish);
        }
        long deadline = System.nanoTime() + grace.toNanos();
        for (Channel socket : sockets) {
            socket.closeFuture().awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    }

    /** The first socket finds the port, the others share it, one on each loop. */
    private void listen(Bootstrap bootstrap, InetSocketAddress address, int count) throws IOException {
        InetSocketAddress shared = address;
        for (int i = 0; i < count; i++) {
            Channel socket = Listening.on("UDP", shared, bootstrap.bind(shared));
            sockets.add(socket);
            shared = (InetSocketAddress) socket.localAddress();
        }
        addresses.add(shared);
    }

    private Bootstrap bootstrap(Loops loops, UdpLimits limits, Door door) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.datagrams())
                .channel(loops.transport().datagramSocket())
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel channel) {
                        channel.pipeline().addLast(new UdpPort(channel, door, limits, counters));
                    }
                });
        if (loops.transport() == Transport.EPOLL) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BATCH * DATAGRAM))
                    .option(UnixChannelOption.SO_REUSEPORT, loops.datagramLoops() > 1);
        } else {
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM));
        }
        return bootstrap;
    }
}
