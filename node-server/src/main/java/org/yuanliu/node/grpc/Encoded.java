package org.yuanliu.node.grpc;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Answers that are bytes already. */
enum Encoded implements Marshaller<byte[]> {
    MARSHALLER;

    @Override
    public InputStream stream(byte[] answer) {
        return new ByteArrayInputStream(answer);
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
