package org.yuanliu.node.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.node.ops.Malformed;

/** Closes what is accepted above a number of connections. Stands in front of the acceptor, on its thread. */
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
    private final int max;
    private final Malformed malformed;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimit(int max, Malformed malformed) {
        this.max = max;
        this.malformed = malformed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        var connection = (Channel) accepted;
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        connection.pipeline().addFirst(new FirstBytes(malformed));
        context.fireChannelRead(accepted);
    }
}
