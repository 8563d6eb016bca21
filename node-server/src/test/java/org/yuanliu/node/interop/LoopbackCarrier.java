package org.yuanliu.node.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.FragmentAssembly;
import org.yuanliu.wire.Fragments;
import org.yuanliu.wire.MessageCodec;

/**
 * Carries messages to a door over TCP, UDP and HTTP with nothing but the JDK: the reference client can talk to the door
 * alone, whatever the node's own transports do. One request a connection, as the reference server has it.
 */
final class LoopbackCarrier implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Door door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final HttpServer http;

    LoopbackCarrier(Door door) throws IOException {
        this.door = door;
        tcp = new ServerSocket(0, 50, LOOPBACK);
        udp = new DatagramSocket(tcp.getLocalPort(), LOOPBACK);
        http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::serve);
        http.start();
        threads.execute(() -> until(this::acceptConnections));
        threads.execute(() -> until(this::receiveDatagrams));
    }

    int handlePort() {
        return tcp.getLocalPort();
    }

    int httpPort() {
        return http.getAddress().getPort();
    }

    private interface Loop {
        void run() throws IOException, MalformedMessage;
    }

    /** Runs the loop until its socket is closed. */
    private static void until(Loop loop) {
        try {
            loop.run();
        } catch (SocketException e) {
            return;
        } catch (IOException | MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private void acceptConnections() throws IOException {
        while (true) {
            Socket socket = tcp.accept();
            threads.execute(() -> until(() -> serve(socket)));
        }
    }

    private void serve(Socket socket) throws IOException, MalformedMessage {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] message = new byte[Envelope.BYTES];
            in.readFully(message);
            int length = Envelope.read(Bytes.copyOf(message)).length();
            message = Arrays.copyOf(message, Envelope.BYTES + length);
            in.readFully(message, Envelope.BYTES, length);
            Line line = new Line((InetSocketAddress) socket.getRemoteSocketAddress(), true);
            serve(Bytes.wrap(message), line, socket.getOutputStream());
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        Bytes message = Bytes.wrap(exchange.getRequestBody().readAllBytes());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        serve(message, new Line(exchange.getRemoteAddress(), false), body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-hdl-message");
        exchange.sendResponseHeaders(200, body.size());
        exchange.getResponseBody().write(body.toByteArray());
        exchange.close();
    }

    /** Returns when the last answer is written. */
    private void serve(Bytes message, Line line, OutputStream out) {
        CountDownLatch done = new CountDownLatch(1);
        door.serve(message, line, (answer, last) -> {
            try {
                out.write(answer.toArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                if (last) {
                    done.countDown();
                }
            }
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveDatagrams() throws IOException, MalformedMessage {
        Map<Integer, FragmentAssembly> parts = new HashMap<>();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            udp.receive(packet);
            Bytes datagram = Bytes.copyOf(packet.getData(), 0, packet.getLength());
            InetSocketAddress peer = (InetSocketAddress) packet.getSocketAddress();
            whole(datagram, parts)
                    .ifPresent(message -> door.serve(message, new Line(peer, false), (answer, last) -> {
                        for (Bytes part : Fragments.split(answer)) {
                            send(part.toArray(), peer);
                        }
                    }));
        }
    }

    private static Optional<Bytes> whole(Bytes datagram, Map<Integer, FragmentAssembly> parts) throws MalformedMessage {
        Envelope envelope = Envelope.read(datagram);
        if (!Fragments.isPart(envelope)) {
            return Optional.of(datagram);
        }
        int id = envelope.requestId();
        if (!parts.containsKey(id)) {
            parts.put(id, new FragmentAssembly(envelope, MessageCodec.MAX_LENGTH));
        }
        Optional<Bytes> whole = parts.get(id).add(envelope, datagram);
        whole.ifPresent(message -> parts.remove(id));
        return whole;
    }

    private void send(byte[] datagram, InetSocketAddress peer) {
        try {
            udp.send(new DatagramPacket(datagram, datagram.length, peer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
