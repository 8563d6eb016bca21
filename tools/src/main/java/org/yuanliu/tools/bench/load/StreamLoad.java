package org.yuanliu.tools.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Questions over connections on one thread: several under way on each, or one connection for each. */
public final class StreamLoad implements Load {
    private static final int CLIENTS = 32;

    private final EventLoopGroup loop = BareLoops.group(1);
    private final Bootstrap bootstrap;
    private final Supplier<? extends Talk> talks;
    private final Shape shape;
    private final AtomicInteger clients = new AtomicInteger();

    /**
     * How many at a time.
     *
     * @param depth questions under way on a connection; 0 = one question, then another connection
     */
    public record Shape(int connections, int depth) {}

    public StreamLoad(InetSocketAddress server, Talk talk, Shape shape) {
        this(server, () -> talk, shape);
    }

    /** @param talks gives each new connection its own */
    public StreamLoad(InetSocketAddress server, Supplier<? extends Talk> talks, Shape shape) {
        this.talks = talks;
        this.shape = shape;
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(BareLoops.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(server);
    }

    @Override
    public Sample run(Duration time) throws Exception {
        Run run = new Run(new Stopwatch(time), new Phaser(1), new AtomicLong());
        for (int i = 0; i < shape.connections(); i++) {
            run.connections.register();
            connect(run);
        }
        Sample sample = run.watch.sample();
        run.connections.awaitAdvanceInterruptibly(run.connections.arriveAndDeregister(), 60, TimeUnit.SECONDS);
        return sample.losing(run.wrong.get());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private record Run(Stopwatch watch, Phaser connections, AtomicLong wrong) {}

    private void connect(Run run) {
        Bootstrap next = bootstrap.clone();
        if (shape.depth() == 0 && BareLoops.EPOLL) {
            bindToNextClient(next);
        }
        next.handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Talk talk = talks.get();
                        talk.install(channel.pipeline());
                        channel.pipeline().addLast(new Asker(channel, talk, run));
                    }
                })
                .connect()
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        run.wrong.incrementAndGet();
                        run.connections.arriveAndDeregister();
                    }
                });
    }

    /**
     * Gives the connection one of several addresses of this machine: closed connections hold the 28,000 ports of an
     * address for two seconds, so one client alone can open no more than 14,000 a second.
     */
    private void bindToNextClient(Bootstrap next) {
        int host = 1 + clients.getAndIncrement() % CLIENTS;
        next.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .localAddress(new InetSocketAddress("127.0.0." + host, 0));
    }

    private final class Asker extends SimpleChannelInboundHandler<Object> {
        private final Channel channel;
        private final Talk talk;
        private final Run run;
        private final Deque<Long> began = new ArrayDeque<>();
        private final long opened = System.nanoTime();

        Asker(Channel channel, Talk talk, Run run) {
            this.channel = channel;
            this.talk = talk;
            this.run = run;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            for (int i = 0; i < Math.max(1, shape.depth()); i++) {
                ask(shape.depth() == 0 ? opened : System.nanoTime());
            }
            channel.flush();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object answer) {
            long start = began.remove();
            if (talk.isSuccess(answer)) {
                run.watch.count(start);
            } else {
                run.wrong.incrementAndGet();
            }
            if (shape.depth() > 0 && run.watch.running()) {
                ask(System.nanoTime());
            } else if (began.isEmpty()) {
                channel.close();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            channel.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (run.watch.running()) {
                connect(run);
            } else {
                run.connections.arriveAndDeregister();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            run.wrong.incrementAndGet();
            channel.close();
        }

        private void ask(long start) {
            began.add(start);
            channel.write(talk.question(channel.alloc()), channel.voidPromise());
        }
    }
}
