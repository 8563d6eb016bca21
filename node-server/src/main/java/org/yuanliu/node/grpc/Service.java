package org.yuanliu.node.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Puts the methods of a service together, under its name and with its schema for reflection. */
final class Service {
    private final ServiceDescriptor generated;
    private final List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();

    Service(ServiceDescriptor generated) {
        this.generated = generated;
    }

    <Q extends Message, A extends Message> Service add(
            MethodDescriptor<Q, A> descriptor, Q example, Method.Body<Q, A> body) {
        methods.add(Method.of(descriptor, example, descriptor.getResponseMarshaller(), body));
        return this;
    }

    /** A method whose body gives the bytes of its answer. */
    <Q extends Message> Service addEncoded(MethodDescriptor<Q, ?> descriptor, Q example, Method.Body<Q, byte[]> body) {
        methods.add(Method.of(descriptor, example, Encoded.MARSHALLER, body));
        return this;
    }

    /** A method whose messages come and go as a stream. */
    <Q extends Message, A extends Message> Service addStream(
            MethodDescriptor<Q, A> descriptor, Q example, ServerCallHandler<Incoming<Q>, A> handler) {
        methods.add(ServerMethodDefinition.create(
                descriptor.toBuilder(Incoming.marshaller(example), descriptor.getResponseMarshaller())
                        .build(),
                handler));
        return this;
    }

    ServerServiceDefinition definition() {
        var descriptor =
                ServiceDescriptor.newBuilder(generated.getName()).setSchemaDescriptor(generated.getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        var service = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(service::addMethod);
        return service.build();
    }
}
