package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Resolutions as JSON over HTTP. */
public final class HttpTalk implements Talk {
    private static final int LARGEST_ANSWER = 1 << 20;

    private final Identifiers identifiers;

    public HttpTalk(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        // The codec pairs answers with requests it has seen; here requests go around it as bytes.
        pipeline.addLast(new HttpResponseDecoder(), new HttpObjectAggregator(LARGEST_ANSWER));
    }

    @Override
    public ByteBuf question(ByteBufAllocator alloc) {
        return ByteBufUtil.writeAscii(
                alloc, "GET /api/handles/" + identifiers.any() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @Override
    public boolean isSuccess(Object answer) {
        return ((FullHttpResponse) answer).status().equals(HttpResponseStatus.OK);
    }
}
