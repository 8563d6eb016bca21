package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import org.yuanliu.wire.MessageCodec;

/** Resolutions in the Handle protocol. */
public final class HandleTalk implements Talk {
    private static final int LENGTH_AT = 16;

    private final Question question;

    public HandleTalk(Question question) {
        this.question = question;
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(frames());
    }

    /** Cuts a connection's bytes into messages. */
    public static ChannelHandler frames() {
        return new LengthFieldBasedFrameDecoder(2 * MessageCodec.MAX_LENGTH, LENGTH_AT, 4);
    }

    @Override
    public ByteBuf question(ByteBufAllocator alloc) {
        ByteBuf out = alloc.directBuffer(question.length());
        question.write(1, out);
        return out;
    }

    @Override
    public boolean isSuccess(Object answer) {
        return question.isRight((ByteBuf) answer);
    }
}
