package org.yuanliu.tools.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Resolutions over UDP from four sockets on one thread, a fixed number of them under way. */
public final class UdpLoad implements Load {
    private static final int SOCKETS = 4;
    private static final int SLOT_BITS = 16;
    private static final long LOST_AFTER = Duration.ofSeconds(1).toNanos();
    private static final int DATAGRAM = 1500;

    private final EventLoopGroup loop = BareLoops.group(1);
    private final Question question;
    private final List<Port> ports = new ArrayList<>();

    public UdpLoad(InetSocketAddress server, Question question, int window) throws InterruptedException {
        this.question = question;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(BareLoops.TRANSPORT.datagramSocket())
                .option(ChannelOption.SO_RCVBUF, 4 << 20)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(16 * DATAGRAM));
        if (BareLoops.EPOLL) {
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM);
        }
        for (int i = 0; i < SOCKETS; i++) {
            Port port = new Port(window / SOCKETS);
            bootstrap.handler(port).connect(server).sync();
            ports.add(port);
        }
    }

    @Override
    public Sample run(Duration time) throws Exception {
        Stopwatch watch = new Stopwatch(time);
        for (Port port : ports) {
            loop.submit(() -> port.start(watch)).sync();
        }
        Sample sample = watch.sample();
        long lost = 0;
        for (Port port : ports) {
            lost += loop.submit(port::stop).sync().getNow();
        }
        return sample.losing(lost);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** One socket: a slot for each request under way, whose number holds the slot and how often it was used. */
    private final class Port extends SimpleChannelInboundHandler<DatagramPacket> {
        private final long[] began;
        private final int[] uses;
        private Channel channel;
        private Stopwatch watch = new Stopwatch(Duration.ZERO);
        private long lost;

        @SuppressWarnings("NullAway.Init") // The channel is set before anything else happens.
        Port(int slots) {
            began = new long[slots];
            uses = new int[slots];
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channel = ctx.channel();
            channel.eventLoop().scheduleAtFixedRate(this::repeatLost, 200, 200, TimeUnit.MILLISECONDS);
        }

        void start(Stopwatch now) {
            watch = now;
            lost = 0;
            for (int slot = 0; slot < began.length; slot++) {
                ask(slot);
            }
            channel.flush();
        }

        long stop() {
            watch = new Stopwatch(Duration.ZERO);
            return lost;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            ByteBuf answer = packet.content();
            int requestId = Question.requestId(answer);
            int slot = requestId & (1 << SLOT_BITS) - 1;
            if (slot < uses.length && requestId >>> SLOT_BITS == uses[slot] && question.isRight(answer)) {
                watch.count(began[slot]);
                ask(slot);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            channel.flush();
        }

        private void ask(int slot) {
            if (!watch.running()) {
                return;
            }
            uses[slot] = uses[slot] + 1 & 0x7FFF;
            began[slot] = System.nanoTime();
            ByteBuf out = channel.alloc().directBuffer(question.length());
            question.write(uses[slot] << SLOT_BITS | slot, out);
            channel.write(out, channel.voidPromise());
        }

        private void repeatLost() {
            for (int slot = 0; slot < began.length; slot++) {
                if (watch.running() && System.nanoTime() - began[slot] > LOST_AFTER) {
                    lost++;
                    ask(slot);
                }
            }
            channel.flush();
        }
    }
}
