package org.yuanliu.tools.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.yuanliu.node.loops.Transport;

/** Threads of the generator, and of the servers it is tried on. */
final class BareLoops {
    static final Transport TRANSPORT = Transport.best();
    static final boolean EPOLL = TRANSPORT == Transport.EPOLL;

    private BareLoops() {}

    static EventLoopGroup group(int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("bench", true),
                EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }
}
