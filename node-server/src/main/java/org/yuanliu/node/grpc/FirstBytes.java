package org.yuanliu.node.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.yuanliu.node.ops.Malformed;

/**
 * Looks at the first byte of a connection and counts what is neither HTTP/2 nor TLS; gRPC itself closes such connections
 * without a word. Stands in front of everything, once for each connection.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {
    /** Of the preface "PRI * HTTP/2.0". */
    private static final int HTTP2 = 'P';

    /** Record type of a TLS handshake. */
    private static final int TLS = 0x16;

    private final Malformed malformed;

    FirstBytes(Malformed malformed) {
        this.malformed = malformed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            int first = bytes.getByte(bytes.readerIndex());
            if (first != HTTP2 && first != TLS) {
                malformed.note(context.channel().remoteAddress(), "the connection begins with no HTTP/2");
            }
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }
}
