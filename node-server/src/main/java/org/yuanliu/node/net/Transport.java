package org.yuanliu.node.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** How sockets are driven: by Linux epoll, which moves many datagrams in one call, or by plain Java. */
public enum Transport {
    EPOLL(EpollServerSocketChannel.class, EpollDatagramChannel.class),
    NIO(NioServerSocketChannel.class, NioDatagramChannel.class);

    private final Class<? extends ServerSocketChannel> serverSocket;
    private final Class<? extends DatagramChannel> datagramSocket;

    Transport(Class<? extends ServerSocketChannel> serverSocket, Class<? extends DatagramChannel> datagramSocket) {
        this.serverSocket = serverSocket;
        this.datagramSocket = datagramSocket;
    }

    /** The fastest one that works on this machine. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    public Class<? extends ServerSocketChannel> serverSocket() {
        return serverSocket;
    }

    public Class<? extends DatagramChannel> datagramSocket() {
        return datagramSocket;
    }

    IoHandlerFactory handlers() {
        return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }
}
