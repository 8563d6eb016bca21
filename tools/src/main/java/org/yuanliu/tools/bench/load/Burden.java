package org.yuanliu.tools.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yuanliu.wire.Fragments;

/**
 * A load beside which a bad day goes on at the same node: connections that say nothing, connections that send a byte of a
 * request now and then, and first halves of requests in datagrams. What counts is only the load itself.
 */
public final class Burden implements Load {
    private static final int IDLE = 500;
    private static final int SLOW = 500;
    private static final int HALVES_A_SECOND = 1_000;

    /** So often all slow connections send a byte. */
    private static final Duration DRIP = Duration.ofMillis(500);

    private static final Duration HALVES_EVERY = Duration.ofMillis(10);
    private static final int ENVELOPE_BYTES = 20;
    private static final int SEQUENCE = 12;
    private static final int MESSAGE_LENGTH = 16;
    private static final int REQUEST_ID = 8;

    private final InetSocketAddress node;
    private final Load load;

    public Burden(InetSocketAddress node, Load load) {
        this.node = node;
        this.load = load;
    }

    @Override
    public Sample run(Duration time) throws Exception {
        EventLoopGroup loop = BareLoops.group(1);
        List<Channel> connections = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE + SLOW; i++) {
                connections.add(connect(loop));
            }
            drip(loop, connections.subList(IDLE, IDLE + SLOW));
            sendHalves(loop);
            return load.run(time);
        } finally {
            connections.forEach(connection -> connection.close().awaitUninterruptibly());
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Override
    public void close() throws Exception {
        load.close();
    }

    private Channel connect(EventLoopGroup loop) throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(BareLoops.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(node)
                .sync()
                .channel();
    }

    /** Bytes of an envelope whose message has room for many more. */
    private static void drip(EventLoopGroup loop, List<Channel> slow) {
        ByteBuf envelope = envelope(0, 200_000);
        int[] at = {0};
        loop.scheduleAtFixedRate(
                () -> {
                    int next = at[0]++;
                    int value = next < ENVELOPE_BYTES ? envelope.getByte(next) : 0;
                    slow.forEach(
                            channel -> channel.writeAndFlush(Unpooled.buffer(1).writeByte(value)));
                },
                0,
                DRIP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void sendHalves(EventLoopGroup loop) throws InterruptedException {
        Channel socket = new Bootstrap()
                .group(loop)
                .channel(BareLoops.TRANSPORT.datagramSocket())
                .handler(new ChannelInboundHandlerAdapter())
                .connect(node)
                .sync()
                .channel();
        int together = (int) (HALVES_A_SECOND * HALVES_EVERY.toMillis() / 1000);
        int[] number = {0};
        loop.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < together; i++) {
                        socket.write(
                                envelope(number[0]++, 2 * Fragments.DATA_BYTES).writeZero(Fragments.DATA_BYTES));
                    }
                    socket.flush();
                },
                0,
                HALVES_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static ByteBuf envelope(int requestId, int messageLength) {
        return Unpooled.buffer(ENVELOPE_BYTES + Fragments.DATA_BYTES)
                .writeZero(ENVELOPE_BYTES)
                .setBytes(0, new byte[] {2, 11, 2, 11})
                .setInt(REQUEST_ID, requestId)
                .setInt(SEQUENCE, 0)
                .setInt(MESSAGE_LENGTH, messageLength);
    }
}
