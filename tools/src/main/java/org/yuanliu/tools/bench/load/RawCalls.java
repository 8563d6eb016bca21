package org.yuanliu.tools.bench.load;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Calls of a gRPC method whose messages are bytes to this side: nothing is built, nothing is read. */
public final class RawCalls implements AutoCloseable {
    private final ManagedChannel channel;
    private final MethodDescriptor<byte[], byte[]> method;

    public RawCalls(InetSocketAddress server, String method) {
        this.method = method(method);
        channel = NettyChannelBuilder.forAddress(server)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** @param name service and method, such as {@code yuanliu.v1.Resolver/Resolve} */
    public static MethodDescriptor<byte[], byte[]> method(String name) {
        return method(MethodDescriptor.MethodType.UNARY, name);
    }

    public static MethodDescriptor<byte[], byte[]> method(MethodDescriptor.MethodType type, String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(name)
                .setRequestMarshaller(new AsIs())
                .setResponseMarshaller(new AsIs())
                .build();
    }

    public CompletableFuture<byte[]> call(byte[] question) {
        CompletableFuture<byte[]> future = new CompletableFuture<>();
        ClientCalls.asyncUnaryCall(channel.newCall(method, CallOptions.DEFAULT), question, new Into(future));
        return future;
    }

    @Override
    public void close() {
        channel.shutdownNow();
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
