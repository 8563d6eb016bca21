package org.yuanliu.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Fragments;

/**
 * One UDP socket. A request in one datagram goes straight to the door, on the event loop, and all answers of a batch of
 * datagrams leave with one flush: most of a small answer's price is the system call.
 *
 * <p>Lives on its event loop; the methods that other threads may call say so.
 */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final QuietLog LOG = QuietLog.of(UdpPort.class);

    private final Channel channel;
    private final Door door;
    private final UdpLimits limits;
    private final UdpCounters counters;
    private final Reassembly reassembly;
    private final Queue<Runnable> fromElsewhere = PlatformDependent.newMpscQueue();
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean reading;
    private boolean ending;
    private int open;

    UdpPort(Channel channel, Door door, UdpLimits limits, UdpCounters counters) {
        this.channel = channel;
        this.door = door;
        this.limits = limits;
        this.counters = counters;
        reassembly = new Reassembly(limits, counters);
    }

    /** Reads no more, and closes once everything is answered. For any thread. */
    void finish() {
        channel.eventLoop().execute(() -> {
            ending = true;
            channel.config().setAutoRead(false);
            leaveIfDone();
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        long period = limits.messageTime().toMillis();
        channel.eventLoop().scheduleAtFixedRate(() -> reassembly.expire(now()), period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        reading = true;
        ByteBuf content = packet.content();
        InetSocketAddress peer = packet.sender();
        if (content.readableBytes() < Envelope.BYTES || peer.getPort() == 0) {
            counters.malformed.note(peer, "a datagram of " + content.readableBytes() + " bytes");
            return;
        }
        byte[] datagram = new byte[content.readableBytes()];
        content.readBytes(datagram);
        take(Bytes.wrap(datagram), peer);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        channel.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // One peer's datagram that could not be sent: nothing to the others.
        counters.unsent.increment();
        LOG.info("A datagram failed: {}", cause.toString());
    }

    private void take(Bytes datagram, InetSocketAddress peer) {
        int messageLength = datagram.u4(Frame.MESSAGE_LENGTH);
        int inside = datagram.length() - Envelope.BYTES;
        if (messageLength == inside && datagram.u4(Frame.SEQUENCE) == 0) {
            // Some peers send more than 512 bytes in one piece: whole is whole, whatever the flags say.
            serve(datagram, peer);
        } else if (messageLength > inside) {
            join(datagram, peer);
        } else {
            counters.malformed.note(peer, "the envelope announces another length than the datagram has");
        }
    }

    private void join(Bytes part, InetSocketAddress peer) {
        try {
            reassembly.add(peer, part, now()).ifPresent(message -> serve(message, peer));
        } catch (MalformedMessage e) {
            counters.malformed.note(peer, e.problem());
        }
    }

    private void serve(Bytes message, InetSocketAddress peer) {
        if (Frame.isResponse(message)) {
            counters.malformed.note(peer, "it is an answer, and nothing was asked");
            return;
        }
        open++;
        long most = limits.mostFor(message.length());
        Line line = Line.datagram(peer, most);
        Exchange exchange = new Exchange(line, most);
        try {
            door.serve(message, line, exchange);
        } catch (RuntimeException e) {
            exchange.none();
            LOG.error("A message of {} could not be served", peer, e);
        }
    }

    private void write(Bytes answer, InetSocketAddress peer) {
        open--;
        if (answer.isEmpty()) {
            return;
        }
        if (!channel.isWritable()) {
            counters.unsent.increment();
        } else if (answer.length() <= Envelope.BYTES + Fragments.DATA_BYTES) {
            writeDatagram(answer, peer);
        } else {
            Fragments.split(answer).forEach(part -> writeDatagram(part, peer));
        }
    }

    private void writeDatagram(Bytes datagram, InetSocketAddress peer) {
        channel.write(new DatagramPacket(Frame.copy(datagram, channel.alloc()), peer), channel.voidPromise());
    }

    private void post(Runnable write) {
        fromElsewhere.add(write);
        if (woken.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::writeFromElsewhere);
            } catch (RejectedExecutionException e) {
                // The loops have ended, and the socket with them: nobody is left to answer.
            }
        }
    }

    private void writeFromElsewhere() {
        woken.set(false);
        for (Runnable r = fromElsewhere.poll(); r != null; r = fromElsewhere.poll()) {
            r.run();
        }
        channel.flush();
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (ending && open == 0) {
            channel.close();
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }

    /** One request and its one answer. */
    private final class Exchange implements Door.Replies {
        private final Line line;
        private final long most;
        private boolean answered;

        /** @param most bytes that may leave for this request */
        Exchange(Line line, long most) {
            this.line = line;
            this.most = most;
        }

        @Override
        public void send(Bytes message, boolean last) {
            if (!answered) {
                answered = true;
                settle(fit(message, last));
            }
        }

        @Override
        public void none() {
            if (!answered) {
                answered = true;
                settle(Bytes.EMPTY);
            }
        }

        /** There is no list over UDP: its first message was already turned into a refusal. */
        @Override
        public void whenReady(Runnable more) {
            if (!answered) {
                more.run();
            }
        }

        private void settle(Bytes answer) {
            if (reading && channel.eventLoop().inEventLoop()) {
                write(answer, line.peer());
            } else {
                post(() -> write(answer, line.peer()));
            }
        }

        /** The answer, or what takes its place if that would be too much for an address that nobody has proven. */
        private Bytes fit(Bytes message, boolean last) {
            if (line.takes(message, last)) {
                return message;
            }
            counters.tooLong.increment();
            return AskOverTcp.insteadOf(message, most);
        }
    }
}
