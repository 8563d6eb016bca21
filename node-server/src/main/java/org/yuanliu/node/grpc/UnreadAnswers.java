package org.yuanliu.node.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/**
 * Bounds the answers that clients have not taken yet, over all connections: HTTP/2 lets a client open calls and leave
 * their answers with us for as long as it likes. When too much lies here, further answers become "busy". Streams are
 * passed on: they ask for no more while their answers are not taken. Thread-safe.
 */
final class UnreadAnswers implements ServerInterceptor {
    private final long allowed;
    private final AtomicLong held = new AtomicLong();

    /** @param allowed bytes */
    UnreadAnswers(long allowed) {
        this.allowed = allowed;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        var counted = new Counted<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(counted, headers)) {
            @Override
            public void onComplete() {
                counted.end();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                counted.end();
                super.onCancel();
            }
        };
    }

    private static long size(Object answer) {
        return answer instanceof byte[] bytes ? bytes.length : ((MessageLite) answer).getSerializedSize();
    }

    /** A call whose only answer counts from when it is sent until the call has ended. */
    private final class Counted<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final AtomicLong mine = new AtomicLong();
        private volatile boolean ended;
        private boolean refused;

        Counted(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendMessage(A answer) {
            long size = size(answer);
            mine.set(size);
            refused = held.addAndGet(size) > allowed;
            if (refused) {
                refuse();
            } else {
                super.sendMessage(answer);
            }
            if (refused || ended) {
                free();
            }
        }

        private void refuse() {
            var problem = Problem.of(Reason.TOO_BUSY, "too many answers are not taken");
            StatusRuntimeException status = StatusProto.toStatusRuntimeException(
                    RpcStatus.of(problem, Locale.ENGLISH, Optional.empty(), Optional.empty()));
            super.close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!refused) {
                super.close(status, trailers);
            }
        }

        void end() {
            ended = true;
            free();
        }

        private void free() {
            held.addAndGet(-mine.getAndSet(0));
        }
    }
}
