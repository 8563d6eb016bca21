package org.yuanliu.node.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Secret;

/** A client of plain stubs, and of raw bytes. */
final class RawClient implements AutoCloseable {
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> ACCEPT_LANGUAGE =
            Metadata.Key.of("accept-language", Metadata.ASCII_STRING_MARSHALLER);

    final ManagedChannel channel;

    RawClient(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .build();
    }

    ResolverGrpc.ResolverBlockingStub resolver() {
        return ResolverGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    RegistryGrpc.RegistryBlockingStub registry() {
        return RegistryGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** @param identity percent-encoded */
    static String basic(String identity, Secret secret) {
        var pair = Bytes.utf8(identity + ":").concat(secret.bytes());
        return "Basic " + Base64.getEncoder().encodeToString(pair.toArray());
    }

    static ClientInterceptor header(Metadata.Key<String> key, String value) {
        var headers = new Metadata();
        headers.put(key, value);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    /** The call of a method with any bytes as its message. */
    ClientCall<byte[], byte[]> bytes(MethodDescriptor<?, ?> method) {
        return channel.newCall(
                MethodDescriptor.newBuilder(Raw.INSTANCE, Raw.INSTANCE)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method.getFullMethodName())
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS));
    }

    /** @throws StatusRuntimeException if the call fails */
    byte[] send(MethodDescriptor<?, ?> method, byte[] message) {
        return ClientCalls.blockingUnaryCall(bytes(method), message);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private enum Raw implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

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
