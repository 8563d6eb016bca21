package org.yuanliu.sdk.internal;

import io.grpc.Attributes;
import io.grpc.ClientTransportFilter;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.yuanliu.sdk.Failure;

/** Whether the node was ever there, and what to say and do while it is not. Thread-safe. */
final class Reach extends ClientTransportFilter {
    private static final String NOT_GRPC = "NOT_GRPC";

    private final String address;
    private final Optional<Duration> contact;
    /** When the first attempt began, in the time of {@link System#nanoTime}; 0 before. */
    private final AtomicLong begin = new AtomicLong();

    private volatile boolean reached;

    Reach(Settings settings) {
        String host = settings.host();
        this.address = (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.port();
        this.contact = settings.contact();
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        reached = true;
        return attributes;
    }

    boolean reached() {
        return reached;
    }

    /** Whether a further attempt is due after this pause in nanoseconds. */
    boolean allowsAttemptIn(long pause) {
        return reached
                || contact.isEmpty()
                || System.nanoTime() + pause - begin.get() < contact.get().toNanos();
    }

    void attempt() {
        begin.compareAndSet(0, System.nanoTime());
    }

    /** Why a call failed; where the line is to blame, with the node's address and the cause. */
    Failure failure(Status status, Metadata trailers, Optional<String> requestId) {
        Failure failure = Failures.of(status, trailers, requestId);
        Throwable cause = root(status.asRuntimeException());
        if (!reached && cause instanceof Http2Exception) {
            return Failure.of(NOT_GRPC, address + " does not speak gRPC", false);
        }
        if (reached && !(cause instanceof IOException)) {
            return failure;
        }
        String why = cause instanceof IOException ? String.valueOf(cause.getMessage()) : failure.message();
        return failure.saying(address + ": " + why);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }
}
