package org.yuanliu.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.net.TcpLimits;
import org.yuanliu.node.net.TcpServer;
import org.yuanliu.node.net.UdpLimits;
import org.yuanliu.node.net.UdpServer;

/** The Handle protocol over TCP and UDP under one port number. */
final class HandlePort {
    private static final int TRIES = 20;

    private final TcpServer tcp;
    private final UdpServer udp;

    private HandlePort(TcpServer tcp, UdpServer udp) {
        this.tcp = tcp;
        this.udp = udp;
    }

    /**
     * Listens on TCP and UDP.
     *
     * @param config its port 0 is any that is free for both
     * @throws IOException if the port cannot be had
     */
    static HandlePort open(Loops loops, InetAddress address, Config config, Door door) throws IOException {
        int port = config.handlePort();
        UdpLimits limits = UdpLimits.defaults().withAmplification(config.udpAmplification());
        for (int attempt = 1; ; attempt++) {
            TcpServer tcp =
                    TcpServer.open(loops, List.of(new InetSocketAddress(address, port)), TcpLimits.defaults(), door);
            try {
                return new HandlePort(tcp, UdpServer.open(loops, tcp.addresses(), limits, door));
            } catch (IOException e) {
                tcp.close();
                if (port != 0 || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return tcp.addresses().get(0);
    }

    TcpServer tcp() {
        return tcp;
    }

    UdpServer udp() {
        return udp;
    }
}
