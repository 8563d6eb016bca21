package org.yuanliu.tools.bench.load;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** What gRPC can do: a method that takes 30 bytes and gives 400, without looking at either. */
public final class BareGrpc implements AutoCloseable {
    private static final byte[] QUESTION = new byte[30];
    private static final byte[] ANSWER = new byte[400];
    private static final String METHOD = "bare/Answer";

    private final Server server;
    private final RawCalls calls;

    public BareGrpc() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(ServerServiceDefinition.builder("bare")
                        .addMethod(RawCalls.method(METHOD), ServerCalls.asyncUnaryCall((question, answers) -> {
                            answers.onNext(ANSWER);
                            answers.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        calls = new RawCalls(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), METHOD);
    }

    public CompletableFuture<byte[]> call() {
        return calls.call(QUESTION);
    }

    @Override
    public void close() {
        calls.close();
        server.shutdownNow();
    }
}
