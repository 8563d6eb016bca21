package org.yuanliu.tools.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;

/** A protocol as a client over streams speaks it; one for all connections, or one for each if it has a state. */
public interface Talk {
    /** Cuts what comes into answers. */
    void install(ChannelPipeline pipeline);

    ByteBuf question(ByteBufAllocator alloc);

    /** Whether an answer, as the pipeline gives it, is a success. */
    boolean isSuccess(Object answer);
}
