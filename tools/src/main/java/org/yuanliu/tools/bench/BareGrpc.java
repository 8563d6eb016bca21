package org.yuanliu.tools.bench;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** What gRPC can do: a method that takes 30 bytes and gives 400, without looking at either. */
final class BareGrpc implements AutoCloseable {
    private static final byte[] QUESTION = new byte[30];
    private static final byte[] ANSWER = new byte[400];

    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("bare/Answer")
            .setRequestMarshaller(new AsIs())
            .setResponseMarshaller(new AsIs())
            .build();

    private final Server server;
    private final ManagedChannel channel;

    BareGrpc() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(ServerServiceDefinition.builder("bare")
                        .addMethod(METHOD, ServerCalls.asyncUnaryCall((question, answers) -> {
                            answers.onNext(ANSWER);
                            answers.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
                .usePlaintext()
                .directExecutor()
                .build();
    }

    CompletableFuture<byte[]> call() {
        CompletableFuture<byte[]> future = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(channel.newCall(METHOD, CallOptions.DEFAULT), QUESTION, new Into(future));
        return future;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private record Into(CompletableFuture<byte[]> future) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] answer) {
            future.complete(answer);
        }

        @Override
        public void onError(Throwable cause) {
            future.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {}
    }

    private static final class AsIs implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
