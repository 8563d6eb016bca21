package org.yuanliu.node.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.QuietLog;
import org.yuanliu.protobuf.BadField;

/**
 * One call under way: what is known about its client, and the way to its only answer. Answers may come from any thread,
 * one only; those to a client that has gone are dropped.
 *
 * @param <A> the answer
 */
final class Call<A> {
    private static final QuietLog LOG = QuietLog.of(Call.class);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ACCEPT_LANGUAGE =
            Metadata.Key.of("accept-language", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerCall<?, A> call;
    private final Metadata headers;
    private final @Nullable Deadline deadline = Context.current().getDeadline();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Identifier subject;

    Call(ServerCall<?, A> call, Metadata headers) {
        this.call = call;
        this.headers = headers;
    }

    /** Whether somebody still waits. */
    boolean wanted() {
        return !call.isCancelled() && !(deadline != null && deadline.isExpired());
    }

    Optional<String> authorization() {
        return Optional.ofNullable(headers.get(AUTHORIZATION));
    }

    Locale locale() {
        return Language.preferred(headers.get(ACCEPT_LANGUAGE));
    }

    InetAddress source() {
        var peer = (InetSocketAddress)
                Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), "peer");
        return peer.getAddress();
    }

    /** Whether nobody on the way can listen: TLS, or the peer is this machine. */
    boolean trustedLine() {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null || source().isLoopbackAddress();
    }

    /** Notes what the call is about; a refusal names it. */
    Identifier about(Identifier identifier) {
        subject = identifier;
        return identifier;
    }

    Optional<Identifier> subject() {
        return Optional.ofNullable(subject);
    }

    void answer(A message) {
        if (answered.compareAndSet(false, true) && !call.isCancelled()) {
            call.sendHeaders(new Metadata());
            call.sendMessage(message);
            call.close(Status.OK, new Metadata());
        }
    }

    /** A consumer of the registry's outcome that answers with it, written by {@code write}, or refuses. */
    <O extends Outcome> Consumer<Outcome> expect(Class<O> expected, Function<O, A> write) {
        return outcome -> {
            try {
                if (outcome instanceof Outcome.Refused refused) {
                    refuse(refused.problem());
                } else if (outcome instanceof Outcome.Referred referral) {
                    refuse(referral.problem());
                } else {
                    answer(write.apply(expected.cast(outcome)));
                }
            } catch (RuntimeException e) {
                fail(e);
            }
        };
    }

    void refuse(Problem problem) {
        refuse(problem, Optional.empty());
    }

    void refuse(BadField cause) {
        refuse(cause.problem(), Optional.of(cause.field()));
    }

    /** Ends a call that nobody waits for any more. */
    void drop() {
        close(Status.DEADLINE_EXCEEDED, new Metadata());
    }

    /** Something of ours broke. */
    void fail(RuntimeException cause) {
        LOG.error("A gRPC call failed: {}", call.getMethodDescriptor().getFullMethodName(), cause);
        refuse(Problem.of(Reason.INTERNAL_ERROR));
    }

    private void refuse(Problem problem, Optional<String> field) {
        StatusRuntimeException status =
                StatusProto.toStatusRuntimeException(RpcStatus.of(problem, locale(), subject(), field));
        close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
    }

    private void close(Status status, Metadata trailers) {
        if (answered.compareAndSet(false, true) && !call.isCancelled()) {
            call.close(status, trailers);
        }
    }
}
