package org.yuanliu.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reference;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;

/** What time does to a connection: all clocks here are the channel's own, which the tests turn. */
@ExtendWith(NoLeaks.class)
class TcpLineTest {
    private static final TcpLimits LIMITS = TcpLimits.defaults();

    private final Connections connections = new Connections(LIMITS);
    private final Line line = new Line(new InetSocketAddress("127.0.0.1", 1), true);
    private final List<Runnable> held = new ArrayList<>();
    private final EchoDoor atOnce = new EchoDoor(Runnable::run);
    private final EchoDoor later = new EchoDoor(held::add);
    private EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void idleAnonymousConnectionIsClosed() {
        open(atOnce);

        pass(Duration.ofMinutes(4));
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofMinutes(2));
        assertThat(channel.isOpen()).isFalse();
        assertThat(connections.size()).isZero();
    }

    @Test
    void requestsKeepItOpen() {
        open(atOnce);

        for (int i = 0; i < 20; i++) {
            pass(Duration.ofMinutes(3));
            receive(Messages.request(i, 100));
            assertThat(sent().u4(Frame.REQUEST_ID)).isEqualTo(i);
        }
    }

    @Test
    void whoHasLoggedInMayBeSilentForLonger() {
        open(atOnce);
        line.logIn(10_001, Reference.known(300, "88.118.8/admin"));

        pass(Duration.ofMinutes(16));
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofMinutes(20));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void openRequestKeepsItOpen() {
        open(later);
        receive(Messages.request(1, 100));

        pass(Duration.ofMinutes(20));
        assertThat(channel.isOpen()).isTrue();
        held.get(0).run();
        channel.runPendingTasks();

        assertThat(sent().u4(Frame.REQUEST_ID)).isEqualTo(1);
    }

    @Test
    void messageThatTakesTooLongEndsTheConnection() {
        open(atOnce);
        Bytes request = Messages.request(1, 100, 1, 100);

        for (int i = 0; i < 20 && channel.isOpen(); i++) {
            receive(request.slice(i, i + 1));
            pass(Duration.ofSeconds(5));
        }

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void responseIsNeverAnswered() {
        open(atOnce);
        Bytes request = Messages.request(2, 100);

        receive(Messages.answer(Messages.request(1, 100), 0));
        receive(request);

        assertThat(sent()).isEqualTo(Messages.answer(request, 0));
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void eachAnswerIsWrittenInOnePiece() {
        open(atOnce);
        Bytes request = Messages.request(1, 5000);

        receive(request.concat(request));

        assertThat(sent()).isEqualTo(Messages.answer(request, 0));
        assertThat(sent()).isEqualTo(Messages.answer(request, 0));
    }

    @Test
    void secondAnswerToOneRequestIsNotSent() {
        open((message, peer, replies) -> {
            replies.send(Messages.answer(message, 0), true);
            replies.send(Messages.answer(message, 1), true);
        });
        Bytes request = Messages.request(1, 100);

        receive(request.concat(request));

        assertThat(sent()).isEqualTo(Messages.answer(request, 0));
        assertThat(sent()).isEqualTo(Messages.answer(request, 0));
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void halfReadMessageIsCountedUntilTheLineIsGone() {
        open(atOnce);

        receive(Messages.request(1, 100, 1, 10_000).slice(0, 5000));
        assertThat(connections.held()).isBetween(5000L, 10_052L);

        channel.close();
        assertThat(connections.held()).isZero();
    }

    private void open(Door door) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new TcpLine(channel, line, door, LIMITS, connections));
        channel.pipeline().fireChannelActive();
    }

    private void receive(Bytes bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes.toArray()));
    }

    private Bytes sent() {
        ByteBuf out = channel.readOutbound();
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        out.release();
        return Bytes.wrap(bytes);
    }

    private void pass(Duration time) {
        for (long s = 0; s < time.toSeconds(); s += 5) {
            channel.advanceTimeBy(5, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
