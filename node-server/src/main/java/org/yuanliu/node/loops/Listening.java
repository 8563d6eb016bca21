package org.yuanliu.node.loops;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;

/** Waits for a socket to be bound, and says which one if it cannot be. */
public final class Listening {
    private Listening() {}

    /**
     * Waits until it is bound.
     *
     * @throws CannotListen when the address cannot be had
     */
    public static Channel on(String protocol, InetSocketAddress address, ChannelFuture binding) throws CannotListen {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new CannotListen(protocol, address, binding.cause());
        }
        return binding.channel();
    }
}
