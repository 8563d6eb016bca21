package org.yuanliu.tools.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Resolutions over UDP at a given rate, whatever becomes of those before: each is planned for a moment and its time counts
 * from there, so that a node that stands still, or a generator that comes late, shows in the times.
 */
public final class PacedUdp implements AutoCloseable {
    private static final int SOCKETS = 4;
    private static final int DATAGRAM = 1500;

    /** So often what is due leaves; adds half of it to the times, on average. */
    private static final long TICK_NANOS = Duration.ofNanos(100_000).toNanos();

    /** How long answers are waited for after the last question. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventLoopGroup loop = BareLoops.group(1);
    private final Question question;
    private final List<Channel> sockets = new ArrayList<>();
    /** The loop's. */
    private Run run = new Run(new Stopwatch(Duration.ZERO), 1, 0);

    public PacedUdp(InetSocketAddress server, Question question) throws InterruptedException {
        this.question = question;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(BareLoops.TRANSPORT.datagramSocket())
                .handler(new Answers())
                .option(ChannelOption.SO_RCVBUF, 4 << 20)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(16 * DATAGRAM));
        if (BareLoops.EPOLL) {
            bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM);
        }
        for (int i = 0; i < SOCKETS; i++) {
            sockets.add(bootstrap.connect(server).sync().channel());
        }
    }

    /** @param rate questions a second */
    public Sample run(Duration time, double rate) throws Exception {
        CompletableFuture<Run> done = new CompletableFuture<>();
        loop.submit(() -> {
            run = new Run(new Stopwatch(time.plus(PATIENCE)), rate, (int) (rate * time.toNanos() / 1e9));
            tick(done);
        });
        Run over = done.get();
        Thread.sleep(PATIENCE.toMillis());
        int answered = loop.submit(() -> over.answered).sync().getNow();
        return over.watch.sampleOver(time, over.count - answered);
    }

    private void tick(CompletableFuture<Run> done) {
        long now = System.nanoTime();
        while (run.sent < run.count && run.planned(run.sent) - now <= 0) {
            Channel socket = sockets.get(run.sent % SOCKETS);
            ByteBuf out = socket.alloc().directBuffer(question.length());
            question.write(run.sent++, out);
            socket.write(out, socket.voidPromise());
        }
        sockets.forEach(Channel::flush);
        if (run.sent < run.count) {
            long pause = Math.max(TICK_NANOS, run.planned(run.sent) - System.nanoTime());
            loop.schedule(() -> tick(done), pause, TimeUnit.NANOSECONDS);
        } else {
            done.complete(run);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Questions are numbered from 0, and their number says for when they were planned. */
    private static final class Run {
        private final Stopwatch watch;
        private final long start = System.nanoTime();
        private final double nanosEach;
        private final int count;
        private int sent;
        private int answered;

        Run(Stopwatch watch, double rate, int count) {
            this.watch = watch;
            this.nanosEach = 1e9 / rate;
            this.count = count;
        }

        long planned(int number) {
            return start + (long) (number * nanosEach);
        }
    }

    @ChannelHandler.Sharable
    private final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            int number = Question.requestId(packet.content());
            if (number >= 0 && number < run.sent && question.isRight(packet.content())) {
                run.answered++;
                run.watch.count(run.planned(number));
            }
        }
    }
}
