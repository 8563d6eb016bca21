package org.yuanliu.tools.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;

/** Resolutions over gRPC, a fixed number of them under way on one connection, whose answers nobody reads. */
public final class Resolutions implements Load {
    private final RawCalls calls;
    private final CallLoad load;

    public Resolutions(InetSocketAddress node, Identifiers identifiers, int atATime) {
        calls = new RawCalls(node, ResolverGrpc.getResolveMethod().getFullMethodName());
        load = new CallLoad(
                atATime,
                () -> calls.call(ResolveRequest.newBuilder()
                        .setIdentifier(identifiers.any().text())
                        .build()
                        .toByteArray()));
    }

    @Override
    public Sample run(Duration time) throws Exception {
        return load.run(time);
    }

    @Override
    public void close() {
        calls.close();
    }
}
