package org.yuanliu.tools.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.FragmentAssembly;
import org.yuanliu.wire.Fragments;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;

/** Asks a Handle server one question at a time, without a proof of identity (wire reference, section 12). */
final class HandleClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int DATAGRAM_ATTEMPTS = 3;
    private static final long SECONDS_VALID = 12 * 3600;

    private final InetSocketAddress server;
    private final SecureRandom random = new SecureRandom();

    HandleClient(InetSocketAddress server) {
        this.server = server;
    }

    /**
     * Asks over TCP, with a connection of its own.
     *
     * @throws IOException if the server cannot be reached or is silent for five seconds
     * @throws MalformedMessage if it answers with something that is no response
     */
    Response askTcp(Request request) throws IOException, MalformedMessage {
        Message question = question(request);
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(question.bytes().toArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Bytes head = Bytes.wrap(in.readNBytes(Envelope.BYTES));
            Envelope envelope = Envelope.read(head);
            MessageCodec.checkLength(envelope, MessageCodec.MAX_LENGTH);
            return ResponseCodec.read(MessageCodec.read(head.concat(Bytes.wrap(in.readNBytes(envelope.length())))));
        }
    }

    /**
     * Asks over UDP; asks again when an answer does not come, and over TCP when it is too long for UDP.
     *
     * @throws IOException if no answer came
     * @throws MalformedMessage if it answers with something that is no response
     */
    Response askUdp(Request request) throws IOException, MalformedMessage {
        Message question = question(request);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout((int) PATIENCE.dividedBy(DATAGRAM_ATTEMPTS).toMillis());
            for (int attempt = 1; ; attempt++) {
                try {
                    Response response = ResponseCodec.read(MessageCodec.read(exchange(socket, question)));
                    return isForTcp(response) ? askTcp(request) : response;
                } catch (SocketTimeoutException e) {
                    if (attempt == DATAGRAM_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Upon this code, and no other, the reference client repeats a request over TCP, too. */
    private static boolean isForTcp(Response response) {
        return response instanceof Response.Failure failure && failure.code() == Reason.INTERNAL_ERROR.handleCode();
    }

    private static Bytes exchange(DatagramSocket socket, Message question) throws IOException, MalformedMessage {
        for (Bytes datagram : Fragments.split(question.bytes())) {
            socket.send(new DatagramPacket(datagram.toArray(), datagram.length()));
        }
        Optional<FragmentAssembly> assembly = Optional.empty();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
            socket.receive(packet);
            Bytes datagram = Bytes.wrap(Arrays.copyOf(packet.getData(), packet.getLength()));
            Envelope envelope = Envelope.read(datagram);
            if (envelope.requestId() != question.envelope().requestId()) {
                continue;
            }
            if (!Fragments.isPart(envelope)) {
                return datagram;
            }
            if (assembly.isEmpty()) {
                assembly = Optional.of(new FragmentAssembly(envelope, MessageCodec.MAX_LENGTH));
            }
            Optional<Bytes> whole = assembly.get().add(envelope, datagram);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
    }

    private Message question(Request request) {
        int expiration = (int) (System.currentTimeMillis() / 1000 + SECONDS_VALID);
        return RequestCodec.write(
                Envelope.ofRequest(0, random.nextInt(Integer.MAX_VALUE)),
                Header.ofRequest(OpFlags.CLIENT_DEFAULT, expiration),
                request);
    }
}
