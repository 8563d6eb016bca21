package org.yuanliu.tools.bench.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.yuanliu.node.loops.Transport;

/** Threads of the generator, and of the servers it is tried on. */
public final class BareLoops {
    public static final Transport TRANSPORT = Transport.best();
    public static final boolean EPOLL = TRANSPORT == Transport.EPOLL;

    private BareLoops() {}

    public static EventLoopGroup group(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("bench", true),
                EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }
}
