package org.yuanliu.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Fragments;

/**
 * One UDP socket. A request in one datagram goes straight to the door, on the event loop, and all answers of a batch of
 * datagrams leave with one flush: most of a small answer's price is the system call.
 *
 * <p>Lives on its event loop; the methods that other threads may call say so.
 */
final class UdpPort extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

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
            counters.malformed.increment();
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
        LOG.debug("A datagram failed: {}", cause.toString());
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
            counters.malformed.increment();
        }
    }

    private void join(Bytes part, InetSocketAddress peer) {
        try {
            reassembly.add(peer, part, now()).ifPresent(message -> serve(message, peer));
        } catch (MalformedMessage e) {
            counters.malformed.increment();
        }
    }

    private void serve(Bytes message, InetSocketAddress peer) {
        if (Frame.isResponse(message)) {
            counters.malformed.increment();
            return;
        }
        open++;
        try {
            door.serve(message, new Line(peer, false), new Exchange(peer));
        } catch (RuntimeException e) {
            open--;
            LOG.error("A message of {} could not be served", peer, e);
        }
    }

    private void write(Bytes answer, InetSocketAddress peer) {
        open--;
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
            channel.eventLoop().execute(this::writeFromElsewhere);
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
        private final InetSocketAddress peer;
        private boolean answered;

        Exchange(InetSocketAddress peer) {
            this.peer = peer;
        }

        @Override
        public void send(Bytes message, boolean last) {
            if (answered) {
                return;
            }
            answered = true;
            Bytes answer = fit(message, last);
            if (reading && channel.eventLoop().inEventLoop()) {
                write(answer, peer);
            } else {
                post(() -> write(answer, peer));
            }
        }

        /** There is no list over UDP: its first message was already turned into a refusal. */
        @Override
        public void whenReady(Runnable more) {
            if (!answered) {
                more.run();
            }
        }

        private Bytes fit(Bytes message, boolean last) {
            boolean fits = last && message.length() <= Envelope.BYTES + limits.answerBytes();
            // What is encrypted belongs to a session, whose peer has proven to be where it says.
            if (fits || !Frame.hasReadableHeader(message)) {
                return message;
            }
            counters.tooLong.increment();
            return AskOverTcp.insteadOf(message);
        }
    }
}
