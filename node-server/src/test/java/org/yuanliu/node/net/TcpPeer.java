package org.yuanliu.node.net;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.yuanliu.model.Bytes;
import org.yuanliu.wire.Envelope;

/** A client with a blocking socket that gives up after 20 seconds. */
final class TcpPeer implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    TcpPeer(InetSocketAddress server) throws IOException {
        this(server, 65_536);
    }

    TcpPeer(InetSocketAddress server, int receiveBuffer) throws IOException {
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(server, 20_000);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(Bytes... messages) throws IOException {
        for (Bytes message : messages) {
            socket.getOutputStream().write(message.toArray());
        }
    }

    Bytes receive() throws IOException {
        byte[] envelope = new byte[Envelope.BYTES];
        in.readFully(envelope);
        byte[] message = new byte[Bytes.wrap(envelope).u4(Frame.MESSAGE_LENGTH)];
        in.readFully(message);
        return Bytes.wrap(envelope).concat(Bytes.wrap(message));
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the server has closed; waits for that or for data. */
    boolean atEnd() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
