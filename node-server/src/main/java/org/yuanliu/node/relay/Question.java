package org.yuanliu.node.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;

/** One question to another node over a TCP connection of its own; waits for the answer. */
final class Question {
    private static final int SECONDS_VALID = 60;

    /** A record may have so many bytes, and some more around it. */
    private static final int MAX_ANSWER = (1 << 20) + (64 << 10);

    private final InetSocketAddress door;
    private final long patienceNanos;
    private final long start = System.nanoTime();

    Question(InetSocketAddress door, Duration patience) {
        this.door = door;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Asks.
     *
     * @param hops servers that the question went through, this one included
     * @param now unix seconds
     * @throws IOException if the node cannot be reached, or its answer is not whole in time
     * @throws MalformedMessage if it answers with something that is no response to this
     */
    Response ask(Request.Resolve request, int hops, int now) throws IOException, MalformedMessage {
        int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        Header header =
                Header.ofRequest(OpFlags.CLIENT_DEFAULT, now + SECONDS_VALID).through(hops);
        Message question = RequestCodec.write(Envelope.ofRequest(0, id), header, request);
        try (Socket socket = new Socket()) {
            socket.connect(door, left());
            socket.setSoTimeout(left());
            socket.getOutputStream().write(question.bytes().toArray());
            Bytes head = read(socket, Envelope.BYTES);
            Envelope envelope = Envelope.read(head);
            MessageCodec.checkLength(envelope, MAX_ANSWER);
            if (envelope.requestId() != id) {
                throw new MalformedMessage(Reason.MALFORMED_MESSAGE, "the answer is to another question");
            }
            return ResponseCodec.read(MessageCodec.read(head.concat(read(socket, envelope.length()))));
        }
    }

    private Bytes read(Socket socket, int length) throws IOException {
        byte[] bytes = new byte[length];
        InputStream in = socket.getInputStream();
        for (int at = 0; at < length; ) {
            socket.setSoTimeout(left());
            int n = in.read(bytes, at, length - at);
            if (n < 0) {
                throw new EOFException("the connection ended inside the answer");
            }
            at += n;
        }
        return Bytes.wrap(bytes);
    }

    /** Milliseconds, 1 or more: a slow trickle of bytes does not make it longer. */
    private int left() throws SocketTimeoutException {
        long millis = (patienceNanos - (System.nanoTime() - start)) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
