package org.yuanliu.node.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Waits for a socket to be bound, and says which one if it cannot be. */
final class Listening {
    private Listening() {}

    static Channel on(String protocol, InetSocketAddress address, ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            Throwable cause = binding.cause();
            throw new IOException("cannot listen on " + protocol + " " + address + ": " + cause.getMessage(), cause);
        }
        return binding.channel();
    }
}
