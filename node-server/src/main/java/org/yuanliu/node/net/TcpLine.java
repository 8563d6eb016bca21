package org.yuanliu.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.Line;
import org.yuanliu.node.ops.QuietLog;

/**
 * One TCP connection: persistent and pipelined. Reads while there is room for more requests and the peer takes its
 * answers; never closes while a request is open, unless the peer has stopped reading (national profile, section 2.2).
 *
 * <p>Lives on its event loop; the methods that other threads may call say so.
 */
final class TcpLine extends ChannelInboundHandlerAdapter {
    private static final QuietLog LOG = QuietLog.of(TcpLine.class);

    /** How long a peer that got a last error gets to read it: closing at once would let a reset overtake the answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Channel channel;
    private final Line line;
    private final Door door;
    private final TcpLimits limits;
    private final Connections connections;
    private final FrameReader frames = new FrameReader();
    private final AnswerQueue answers;
    private final Deque<ByteBuf> unread = new ArrayDeque<>(2);
    private final AtomicInteger open = new AtomicInteger();

    private Future<?> watching;
    private boolean reading;
    private boolean busy;
    private boolean inputOver;
    private boolean leaving;
    private boolean marked;
    private long held;
    private long lastMove;
    private long messageBegan;

    TcpLine(Channel channel, Line line, Door door, TcpLimits limits, Connections connections) {
        this.channel = channel;
        this.line = line;
        this.door = door;
        this.limits = limits;
        this.connections = connections;
        answers = new AnswerQueue(channel, this::advance);
        watching = channel.eventLoop().newSucceededFuture(this);
        lastMove = now();
    }

    /** Whether it can be given up for a newer one: nothing open, nobody logged in. For any thread. */
    boolean spare() {
        return open.get() == 0 && line.anonymous();
    }

    /** Closes it, whatever is under way. For any thread. */
    void cut() {
        channel.close();
    }

    ChannelFuture closed() {
        return channel.closeFuture();
    }

    /** Reads no more requests, and closes once the open ones are answered. For any thread. */
    void finish() {
        channel.eventLoop().execute(() -> {
            endInput();
            advance();
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connections.add(this);
        long period = limits.messageTime().toMillis() / 4;
        watching = channel.eventLoop().scheduleAtFixedRate(this::watch, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watching.cancel(false);
        connections.remove(this);
        endInput();
        answers.end();
        connections.hold(held, 0);
        held = 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (inputOver) {
            in.release();
            return;
        }
        reading = true;
        lastMove = now();
        unread.add(in);
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            lastMove = now();
            advance();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // What was read before the end still counts; serveNext finds it.
            inputOver = true;
            advance();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.info("Connection of {} broke: {}", line.peer(), cause.toString());
        channel.close();
    }

    /** Sends what may go and serves what may be served, in turns, until neither moves. */
    private void advance() {
        if (busy) {
            return;
        }
        busy = true;
        try {
            do {
                answers.drain();
            } while (serveNext());
        } finally {
            busy = false;
        }
        if (!reading) {
            settle();
        }
    }

    private boolean serveNext() {
        while (hasRoom() && !unread.isEmpty()) {
            boolean fresh = !frames.begun();
            boolean whole = frames.fill(unread.peek());
            if (!unread.peek().isReadable()) {
                unread.remove().release();
            }
            if (whole) {
                serve();
                return true;
            }
            messageBegan = fresh ? now() : messageBegan;
        }
        return false;
    }

    private void serve() {
        if (frames.broken()) {
            // The door sees an envelope that lies about its length, and says so; after that the stream is of no use.
            connections.malformed().note(line.peer(), "no message has the length that the envelope announces");
            endInput();
        }
        Bytes message = frames.take();
        if (Frame.isResponse(message)) {
            connections.malformed().note(line.peer(), "it is an answer, and nothing was asked");
            return;
        }
        try {
            door.serve(message, line, answers.open());
        } catch (RuntimeException e) {
            LOG.error("A message of {} could not be served", line.peer(), e);
            channel.close();
        }
    }

    private boolean hasRoom() {
        return answers.size() < limits.openRequests()
                && channel.isWritable()
                && answers.waitingBytes() < limits.memoryOfOne() / 2;
    }

    private void endInput() {
        inputOver = true;
        unread.forEach(ByteBuf::release);
        unread.clear();
    }

    /** After each round: flush, decide whether to read on, count what is held. */
    private void settle() {
        if (!channel.isActive()) {
            return;
        }
        channel.flush();
        open.lazySet(answers.size());
        if (inputOver && unread.isEmpty() && answers.size() == 0) {
            leave();
        }
        channel.config().setAutoRead(inputOver || unread.isEmpty() && hasRoom());
        account();
    }

    private void leave() {
        if (leaving) {
            return;
        }
        leaving = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (frames.broken() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                channel.eventLoop().schedule(this::cut, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                channel.close();
            }
        });
    }

    private void account() {
        long unsent = unsent();
        long now = frames.held() + waitingRequests() + answers.waitingBytes() + unsent;
        if (now != held) {
            boolean tooMuch = !connections.hold(held, now);
            held = now;
            if (tooMuch) {
                LOG.info("Cut off {}, which made the node hold {} bytes", line.peer(), now);
                channel.close();
            }
        }
        if (unsent > 0 && !marked) {
            marked = true;
            // Behind all answers in the queue, so it is done when they are; but only after it is it out of the queue.
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(done -> channel.eventLoop().execute(this::sent));
        }
    }

    private void sent() {
        marked = false;
        lastMove = now();
        advance();
    }

    private long waitingRequests() {
        return unread.isEmpty()
                ? 0
                : unread.stream().mapToLong(ByteBuf::capacity).sum();
    }

    private long unsent() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    private void watch() {
        Duration idle = line.anonymous() ? limits.idle() : limits.idleLoggedIn();
        boolean resting = answers.size() == 0 || unsent() > 0;
        // What is open that long will never be answered.
        Duration patience = resting ? idle : limits.idleLoggedIn();
        boolean silent = now() - lastMove >= patience.toNanos();
        boolean slow =
                frames.begun() && now() - messageBegan >= limits.messageTime().toNanos();
        if (silent || slow && answers.size() == 0) {
            channel.close();
        }
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }
}
