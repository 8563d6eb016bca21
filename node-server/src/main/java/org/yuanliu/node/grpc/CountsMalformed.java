package org.yuanliu.node.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Objects;
import org.yuanliu.node.ops.Malformed;

/** Counts messages that are none of their method; {@link Method} and streams refuse them. Thread-safe. */
final class CountsMalformed implements ServerInterceptor {
    private final Malformed malformed;

    CountsMalformed(Malformed malformed) {
        this.malformed = malformed;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                if (message instanceof Incoming<?> incoming) {
                    incoming.problem().ifPresent(problem -> malformed.note(peer(call), problem));
                }
                super.onMessage(message);
            }
        };
    }

    private static Object peer(ServerCall<?, ?> call) {
        return Objects.requireNonNullElse(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), "nobody");
    }
}
