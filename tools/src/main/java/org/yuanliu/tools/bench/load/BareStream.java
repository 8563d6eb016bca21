package org.yuanliu.tools.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.yuanliu.wire.Envelope;

/** What Netty can do over connections: gives every question the same answer, as long as the node's would be. */
public final class BareStream implements AutoCloseable {
    private static final byte[] HTTP_ANSWER = new byte[800];
    private static final int HANDLE_ANSWER = 500;
    private static final int MESSAGE_LENGTH = 16;
    private static final int RESPONSE_CODE = 24;

    private final EventLoopGroup loop = BareLoops.group(1);
    private final Channel listener;

    private BareStream(Consumer<ChannelPipeline> handlers) throws InterruptedException {
        listener = new ServerBootstrap()
                .group(loop)
                .channel(BareLoops.TRANSPORT.serverSocket())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        handlers.accept(channel.pipeline());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public static BareStream http() throws InterruptedException {
        return new BareStream(pipeline -> pipeline.addLast(new HttpServerCodec(), new Http()));
    }

    /** The Handle protocol, as far as its frames go. */
    public static BareStream handle() throws InterruptedException {
        return new BareStream(pipeline -> pipeline.addLast(HandleTalk.frames(), new Handle()));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private abstract static class Echo extends SimpleChannelInboundHandler<Object> {
        abstract Object answer(ChannelHandlerContext ctx, Object question);

        abstract boolean asks(Object part);

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object part) {
            if (asks(part)) {
                ctx.write(answer(ctx, part), ctx.voidPromise());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    private static final class Http extends Echo {
        @Override
        boolean asks(Object part) {
            return part instanceof HttpRequest;
        }

        @Override
        Object answer(ChannelHandlerContext ctx, Object question) {
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(HTTP_ANSWER));
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, HTTP_ANSWER.length);
            return answer;
        }
    }

    private static final class Handle extends Echo {
        @Override
        boolean asks(Object part) {
            return part instanceof ByteBuf;
        }

        @Override
        Object answer(ChannelHandlerContext ctx, Object question) {
            ByteBuf out = ctx.alloc().directBuffer(HANDLE_ANSWER);
            out.writeBytes((ByteBuf) question);
            return out.setInt(MESSAGE_LENGTH, HANDLE_ANSWER - Envelope.BYTES)
                    .setInt(RESPONSE_CODE, 1)
                    .writerIndex(HANDLE_ANSWER);
        }
    }
}
