package org.yuanliu.node.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.yuanliu.model.Bytes;

/** A client with a socket of its own that gives up after 20 seconds. */
final class UdpPeer implements AutoCloseable {
    private final DatagramSocket socket;

    UdpPeer(InetSocketAddress server) throws IOException {
        socket = new DatagramSocket();
        socket.connect(server);
        socket.setSoTimeout(20_000);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(Bytes datagram) throws IOException {
        socket.send(new DatagramPacket(datagram.toArray(), datagram.length()));
    }

    Bytes receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return Bytes.copyOf(packet.getData(), 0, packet.getLength());
    }

    /** Asks as clients do over UDP, where any datagram may get lost: again, if no answer comes within seconds. */
    Bytes ask(List<Bytes> datagrams) throws IOException {
        socket.setSoTimeout(3_000);
        for (int attempt = 1; ; attempt++) {
            for (Bytes datagram : datagrams) {
                send(datagram);
            }
            try {
                return receive();
            } catch (SocketTimeoutException e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    /** Whether nothing comes while the server answers a request after all earlier ones. */
    boolean hearsNothingBefore(Bytes request) throws IOException {
        try {
            send(request);
            return receive().u4(Frame.REQUEST_ID) == request.u4(Frame.REQUEST_ID);
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
