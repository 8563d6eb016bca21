package org.yuanliu.node.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.QuietLog;

/**
 * One connection: takes one request after the other, the next only when the one before is answered and the peer reads.
 * So answers are in order, and a peer that sends without reading is no longer read from. Belongs to the event loop; only
 * {@link #send}, {@link #end}, {@link #cut} and {@link #spare} may be called from any thread.
 *
 * <pre>
 * waiting for a head  -> reading its body     -> being answered     -> waiting ...
 *   at most limits.idle    at most limits.bodyTime   limits.answerTime
 * </pre>
 */
final class Conversation extends ChannelInboundHandlerAdapter implements Exchange.Carrier {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final QuietLog LOG = QuietLog.of(Conversation.class);

    private final Channel channel;
    private final Reception reception;
    private final Connections connections;
    private final DateHeader date;
    private final Deque<Object> arrived = new ArrayDeque<>();
    private Optional<Incoming> incoming = Optional.empty();
    private Optional<Passing> passing = Optional.empty();
    private volatile boolean answering;
    private boolean taking;
    private boolean inputEnded;
    private boolean last;
    private long unread;
    private boolean marked;
    private final Watch watch;

    Conversation(Channel channel, Reception reception, Connections connections, DateHeader date) {
        this.channel = channel;
        this.reception = reception;
        this.connections = connections;
        this.date = date;
        this.watch = new Watch(channel, this::expire);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        watch.allow(connections.limits().idle());
        connections.add(this);
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrived.add(message);
        takeAll();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            watch.allow(connections.limits().idle());
            proceed();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            settle();
        }
    }

    private void proceed() {
        takeAll();
        settle();
    }

    private void takeAll() {
        if (taking) {
            return;
        }
        taking = true;
        while (!answering && !passingWaits() && !last && channel.isWritable() && !arrived.isEmpty()) {
            take(arrived.remove());
        }
        taking = false;
    }

    /** Sends what was written, and asks for more or comes to an end. */
    private void settle() {
        channel.flush();
        account();
        if (answering || passingWaits() || !channel.isWritable()) {
            return;
        }
        if (last) {
            dropArrived();
        }
        if (arrived.isEmpty() && inputEnded) {
            channel.close();
        } else if (arrived.isEmpty()) {
            channel.read();
        }
    }

    /** Counts what the peer has not read of its answers, now and again when it has. */
    private void account() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        long now = queue == null ? 0 : queue.totalPendingWriteBytes();
        boolean tooMuch = now != unread && !connections.hold(unread, now);
        unread = now;
        if (tooMuch) {
            LOG.info("Cut off {}, which does not read its answers", channel.remoteAddress());
            channel.close();
        } else if (now > 0 && !marked) {
            marked = true;
            // Behind all answers in the queue, so it is done when they are; but only after it is it out of the queue.
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(done -> channel.eventLoop().execute(this::taken));
        }
    }

    private void taken() {
        marked = false;
        account();
    }

    private void take(Object message) {
        try {
            if (message instanceof HttpRequest head) {
                begin(head);
            }
            if (message instanceof HttpContent content) {
                receive(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest head) {
        Target target = Target.of(head.uri());
        Optional<Route> route = reception.route(target);
        Optional<Answer> early = reception.early(head, route);
        if (early.isPresent()) {
            // A body that nobody wants is not waited for.
            malformed(head.decoderResult());
            boolean end = head.decoderResult().isFailure()
                    || HttpUtil.isTransferEncodingChunked(head)
                    || HttpUtil.getContentLength(head, 0L) > 0;
            write(head, route, early.get(), !end);
            return;
        }
        incoming = Optional.of(new Incoming(
                head, target, route.get(), connections.newBody(route.get().maxBody())));
        watch.allow(connections.limits().bodyTime());
        if (HttpUtil.is100ContinueExpected(head)) {
            channel.writeAndFlush(Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));
        }
        if (route.get().endpoint() instanceof StreamedEndpoint endpoint
                && head.method().equals(HttpMethod.POST)) {
            passOn(incoming.get(), endpoint);
        }
    }

    private void passOn(Incoming request, StreamedEndpoint endpoint) {
        Passing begun = new Passing(exchange(request, Bytes.EMPTY), channel.eventLoop());
        passing = Optional.of(begun);
        watch.allow(connections.limits().answerTime());
        begun.begin(endpoint, this::passedOn);
    }

    /** A piece of a body is done with. */
    private void passedOn(Passing whose) {
        if (passing.filter(it -> it == whose).isPresent()) {
            answering = whose.whole();
            watch.allow(
                    answering
                            ? connections.limits().answerTime()
                            : connections.limits().bodyTime());
            whose.more();
            proceed();
        }
    }

    private boolean passingWaits() {
        return passing.filter(Passing::waiting).isPresent();
    }

    private void receive(HttpContent content) {
        if (incoming.isEmpty()) {
            return;
        }
        Incoming request = incoming.get();
        if (content.decoderResult().isFailure()) {
            malformed(content.decoderResult());
            refuse(request, Reception.malformed("its body breaks off", request.head()));
            return;
        }
        if (passing.isPresent()) {
            boolean whole = content instanceof LastHttpContent;
            answering = whole && !content.content().isReadable();
            watch.allow(connections.limits().answerTime());
            passing.get().take(content.content(), whole);
            return;
        }
        switch (request.body().take(content.content())) {
            case TOO_LARGE -> refuse(request, Reception.tooLarge(request.route(), request.head()));
            case NO_MEMORY ->
                refuse(request, Reception.refusal(503, Reason.TOO_BUSY, request.head(), "too many large requests"));
            case YES -> {
                if (content instanceof LastHttpContent) {
                    serve(request);
                }
            }
        }
    }

    private void malformed(DecoderResult result) {
        if (result.isFailure()) {
            connections.malformed().note(channel.remoteAddress(), result.cause());
        }
    }

    /** Answers in the midst of a body: whatever follows cannot be told from the rest of it. */
    private void refuse(Incoming request, Answer answer) {
        passing.ifPresent(Passing::cut);
        forget();
        write(request.head(), Optional.of(request.route()), answer, false);
    }

    private Exchange exchange(Incoming request, Bytes body) {
        return new Exchange(request.head(), request.target(), request.route(), body, this);
    }

    private void serve(Incoming request) {
        answering = true;
        watch.allow(connections.limits().answerTime());
        Exchange exchange = exchange(request, request.body().whole());
        try {
            request.route().endpoint().serve(exchange);
        } catch (MalformedMessage e) {
            exchange.refuse(e.problem());
        } catch (RuntimeException e) {
            LOG.error(
                    "cannot answer {} {}",
                    request.head().method(),
                    request.route().path(),
                    e);
            exchange.refuse(Problem.of(Reason.INTERNAL_ERROR));
        }
    }

    @Override
    public void send(Exchange exchange, Answer answer) {
        if (taking && channel.eventLoop().inEventLoop()) {
            finish(exchange, answer);
            return;
        }
        try {
            channel.eventLoop().execute(() -> {
                finish(exchange, answer);
                proceed();
            });
        } catch (RejectedExecutionException e) {
            answer.content().release();
        }
    }

    private void finish(Exchange exchange, Answer answer) {
        boolean mayGoOn = passing.isEmpty() || passing.get().whole();
        answering = false;
        passing.ifPresent(Passing::answered);
        forget();
        write(exchange.head(), Optional.of(exchange.route()), answer, mayGoOn);
    }

    private void forget() {
        incoming.ifPresent(request -> request.body().release());
        incoming = Optional.empty();
        passing = Optional.empty();
    }

    private void write(HttpRequest head, Optional<Route> route, Answer answer, boolean mayGoOn) {
        if (!channel.isActive()) {
            answer.content().release();
            return;
        }
        last |= !(mayGoOn && HttpUtil.isKeepAlive(head));
        watch.allow(connections.limits().idle());
        boolean crossOrigin = route.isPresent() && route.get().crossOrigin();
        ByteBuf out = AnswerWriter.head(answer, crossOrigin, date.now(), connection(head), channel.alloc());
        if (head.method().equals(HttpMethod.HEAD)) {
            answer.content().release();
            write(out);
        } else {
            write(out, answer.content());
        }
    }

    /** Peers of HTTP/1.1 expect a connection to go on, others that it ends. */
    private AnswerWriter.Connection connection(HttpRequest head) {
        if (head.protocolVersion().isKeepAliveDefault() != last) {
            return AnswerWriter.Connection.UNSAID;
        }
        return last ? AnswerWriter.Connection.CLOSE : AnswerWriter.Connection.KEEP_ALIVE;
    }

    private void write(ByteBuf head, ByteBuf content) {
        if (AnswerWriter.isShort(content.readableBytes())) {
            head.writeBytes(content);
            content.release();
            write(head);
        } else {
            channel.write(head, channel.voidPromise());
            write(content);
        }
    }

    /** Writes the end of an answer. */
    private void write(ByteBuf end) {
        if (last) {
            channel.write(end).addListener(sent -> linger());
        } else {
            channel.write(end, channel.voidPromise());
        }
    }

    /** A socket that is closed with bytes unread takes the answer back; so the peer gets a moment to close first. */
    private void linger() {
        if (channel instanceof DuplexChannel duplex && !encrypted()) {
            duplex.shutdownOutput();
            watch.allow(LINGER);
            settle();
        } else {
            channel.close();
        }
    }

    private void expire() {
        if (!answering && incoming.isPresent() && channel.isWritable()) {
            refuse(
                    incoming.get(),
                    Reception.refusal(
                            408, Reason.MALFORMED_MESSAGE, incoming.get().head(), "its body did not come in time"));
            settle();
        } else {
            channel.close();
        }
    }

    @Override
    public InetSocketAddress peer() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public void malformed(Problem problem) {
        connections.malformed().note(channel.remoteAddress(), problem);
    }

    @Override
    public boolean trusted() {
        return peer().getAddress().isLoopbackAddress() || encrypted();
    }

    private boolean encrypted() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /** Whether nothing is lost but a peer's wait if this connection ends. */
    boolean spare() {
        return !answering;
    }

    /** Lets the request under way be answered, and takes no other. */
    void end() {
        try {
            channel.eventLoop().execute(() -> {
                last = true;
                if (!answering) {
                    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
                }
            });
        } catch (RejectedExecutionException e) {
            // The loops have ended, and all connections with them.
        }
    }

    void cut() {
        channel.close();
    }

    ChannelFuture closed() {
        return channel.closeFuture();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connections.remove(this);
        watch.cancel();
        last = true;
        connections.hold(unread, 0);
        unread = 0;
        dropArrived();
        passing.ifPresent(Passing::cut);
        if (!answering) {
            forget();
        }
    }

    private void dropArrived() {
        for (Object message = arrived.poll(); message != null; message = arrived.poll()) {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            connections.malformed().note(channel.remoteAddress(), cause);
        } else if (cause instanceof IOException) {
            LOG.info("connection of {} breaks off: {}", channel.remoteAddress(), cause.toString());
        } else {
            LOG.error("connection of {} fails", channel.remoteAddress(), cause);
        }
        channel.close();
    }
}
