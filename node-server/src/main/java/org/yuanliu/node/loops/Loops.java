package org.yuanliu.node.loops;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that drive all sockets of a node; nothing on them may block. Datagrams have loops of their own, so that
 * busy streams don't delay them. Thread-safe.
 */
public final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private final Transport transport;
    private final EventLoopGroup streams;
    private final EventLoopGroup datagrams;
    private final int datagramLoops;

    private Loops(Transport transport, int streamLoops, int datagramLoops) {
        this.transport = transport;
        this.datagramLoops = datagramLoops;
        streams = group("stream", streamLoops);
        datagrams = group("datagram", datagramLoops);
    }

    /** As many loops as suit this machine: one a core for streams, one for every two cores for datagrams. */
    public static Loops start(Transport transport) {
        int cores = Runtime.getRuntime().availableProcessors();
        return start(transport, cores, Math.max(1, cores / 2));
    }

    /**
     * @param streamLoops threads for TCP and HTTP connections, at least 1
     * @param datagramLoops threads for UDP, at least 1; more than one need epoll and share a port by SO_REUSEPORT
     */
    public static Loops start(Transport transport, int streamLoops, int datagramLoops) {
        LOG.info("Sockets are driven by {}", transport);
        return new Loops(transport, streamLoops, transport == Transport.EPOLL ? datagramLoops : 1);
    }

    public Transport transport() {
        return transport;
    }

    /**
     * The threads of TCP, HTTP and gRPC connections, which take the new ones as well: a thread of its own for that would
     * have to wake another for each connection.
     */
    public EventLoopGroup streams() {
        return streams;
    }

    /** The threads of UDP. */
    public EventLoopGroup datagrams() {
        return datagrams;
    }

    /** How many sockets may share a UDP port. */
    public int datagramLoops() {
        return datagramLoops;
    }

    /** Ends all threads and returns when they have ended, at most 10 seconds later. Close what runs on them first. */
    @Override
    public void close() {
        List<EventLoopGroup> groups = List.of(streams, datagrams);
        Duration most = Duration.ofSeconds(10);
        groups.forEach(g -> g.shutdownGracefully(0, most.toMillis(), TimeUnit.MILLISECONDS));
        groups.forEach(g -> g.terminationFuture().awaitUninterruptibly(most.toMillis()));
    }

    private EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("yuanliu-" + name), transport.handlers());
    }
}
