package org.yuanliu.node.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.Optional;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/** A request message, or why there is none: gRPC takes an exception here for a fault of ours and logs its trace. */
record Incoming<Q>(Optional<Q> message, Optional<Problem> problem) {

    static <Q> Incoming<Q> of(Q message) {
        return new Incoming<>(Optional.of(message), Optional.empty());
    }

    static <Q> Incoming<Q> damaged(Problem problem) {
        return new Incoming<>(Optional.empty(), Optional.of(problem));
    }

    static Problem malformed(String why) {
        return Problem.of(Reason.MALFORMED_MESSAGE, why);
    }

    /** Reads messages of the example's type. */
    static <Q extends Message> Marshaller<Incoming<Q>> marshaller(Q example) {
        return new Reader<>(ProtoUtils.marshaller(example));
    }

    private record Reader<Q extends Message>(Marshaller<Q> messages) implements Marshaller<Incoming<Q>> {
        @Override
        public Incoming<Q> parse(InputStream stream) {
            try {
                return of(messages.parse(stream));
            } catch (StatusRuntimeException e) {
                return damaged(
                        e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                                ? Problem.of(
                                        Reason.TOO_LARGE,
                                        "The decompressed message",
                                        "it is longer",
                                        GrpcServer.MAX_MESSAGE_BYTES + " bytes")
                                : malformed("it is not a protobuf message of this method"));
            }
        }

        @Override
        public InputStream stream(Incoming<Q> incoming) {
            return messages.stream(incoming.message().orElseThrow());
        }
    }
}
