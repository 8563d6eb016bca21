package org.yuanliu.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ResourceLeakDetector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.http.handle.TunnelEndpoint;
import org.yuanliu.node.net.NoLeaks;

/** Damaged requests are answered or cut off; nothing else happens, and no buffer is lost. */
@ExtendWith(NoLeaks.class)
final class DamagedRequestsTest {
    private static final long SEED = 20_261_124;
    private static final int ROUNDS = 100_000;

    /** So many rounds with every buffer watched, which is slow; from then on samples. */
    private static final int WATCHED = 5_000;

    /** The channel that the server would have, without a socket. */
    private static final class Line extends EmbeddedChannel {
        Line(Reception reception, Connections connections) {
            super(new HttpRequestDecoder());
            pipeline().addLast(new Conversation(this, reception, connections, new DateHeader(Clock.systemUTC())));
            pipeline().fireChannelActive();
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }
    }

    @Test
    @Timeout(300)
    void damagedRequestsDoNoHarm() throws Exception {
        Random random = new Random(SEED);
        try (HttpNode node = new HttpNode(Runnable::run)) {
            node.create("88.118/X", Element.of(1, "URL", "https://example.cn/"));
            Reception reception = new Reception(new Routes(node.routes));
            Connections connections = new Connections(HttpLimits.defaults());
            List<byte[]> whole = requests();
            Line line = new Line(reception, connections);
            int answers = 0;
            for (int i = 0; i < ROUNDS; i++) {
                if (i == WATCHED) {
                    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
                }
                byte[] damaged = damage(whole.get(random.nextInt(whole.size())), random);
                try {
                    line.writeInbound(Unpooled.copiedBuffer(damaged));
                    line.runPendingTasks();
                    line.checkException();
                } catch (Exception | Error e) {
                    throw new AssertionError("seed " + SEED + ", round " + i, e);
                }
                answers += drain(line);
                if (!line.isActive() || random.nextInt(20) == 0) {
                    line.finishAndReleaseAll();
                    line = new Line(reception, connections);
                }
            }
            line.finishAndReleaseAll();
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);

            assertThat(answers).isGreaterThan(ROUNDS / 4);
            assertThat(connections.all()).isEmpty();
            assertThat(connections.held()).isZero();
        }
    }

    @Test
    void connectionThatComesWhileTheServerClosesIsClosedAtOnce() {
        Connections connections = new Connections(HttpLimits.defaults());
        Reception reception = new Reception(new Routes(List.of()));
        Line before = new Line(reception, connections);

        List<Conversation> open = connections.end();
        Line late = new Line(reception, connections);

        assertThat(open).hasSize(1);
        assertThat(before.isActive()).isTrue();
        assertThat(late.isActive()).isFalse();
        assertThat(connections.all()).hasSize(1);
        before.finishAndReleaseAll();
        late.finishAndReleaseAll();
    }

    private static int drain(Line line) {
        int parts = 0;
        for (ByteBuf out = line.readOutbound(); out != null; out = line.readOutbound()) {
            parts += out.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 ") ? 1 : 0;
            out.release();
        }
        return parts;
    }

    private static List<byte[]> requests() throws Exception {
        var question = new Request.Resolve(Identifier.known("88.118/X"), Selection.PUBLIC);
        String message = new String(TunnelTest.message(question).toArray(), StandardCharsets.ISO_8859_1);
        String tunnel = "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: " + TunnelEndpoint.TYPE + "\r\nAccept: "
                + TunnelEndpoint.TYPE + "\r\nContent-Length: " + message.length() + "\r\n\r\n" + message;
        String json = "[{\"index\":1,\"type\":\"URL\",\"data\":{\"format\":\"hex\",\"value\":\"0102\"},\"ttl\":1}]";
        return List.of(
                bytes("GET /api/handles/88.118/X?type=URL&index=1&pretty HTTP/1.1\r\nHost: a\r\n\r\n"),
                bytes(
                        "GET /api/handles/88.118/%E9%92%A2?callback=f HTTP/1.1\r\nHost: a\r\nAccept-Language: zh\r\n\r\n"),
                bytes(
                        "PUT /api/handles/88.118/Y?overwrite=false HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + json.length() + "\r\n\r\n" + json),
                bytes("PUT /api/handles/88.118/Y?index=1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(json.length()) + "\r\n" + json
                        + "\r\n0\r\n\r\n"),
                bytes(
                        "GET /88.118/X?urlappend=%2Fa&locatt=a:b&lang=zh HTTP/1.1\r\nHost: a\r\nAccept: a/b;q=0.5\r\n\r\n"),
                bytes("OPTIONS /api/site HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: GET\r\n\r\n"),
                bytes("GET /api/site HTTP/1.1\r\nHost: a\r\nAuthorization: Basic MzAyJTNBMC5OQSUyRjg4LjExODp4\r\n\r\n"),
                bytes("GET /api/handles?prefix=88.118&page=1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                bytes(tunnel));
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        String signs = "\r\n :;/?&=%+{}[]\",0123456789";
        for (int n = random.nextInt(5); n > 0; n--) {
            damaged[random.nextInt(damaged.length)] =
                    (byte) (random.nextBoolean() ? signs.charAt(random.nextInt(signs.length())) : random.nextInt(256));
        }
        int kept = random.nextInt(10) == 0 ? random.nextInt(damaged.length) : damaged.length;
        return Arrays.copyOf(damaged, kept);
    }
}
