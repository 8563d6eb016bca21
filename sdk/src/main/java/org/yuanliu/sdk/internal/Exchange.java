package org.yuanliu.sdk.internal;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.YuanliuException;

/**
 * One call of the API: as many attempts as it takes within its deadline. Attempts follow each other, so what they
 * change needs no lock; the result may be cancelled from any thread.
 */
final class Exchange<Q, A, R> implements UnderWay {
    private static final int MAX_LOGINS = 2;

    private final Connection connection;
    private final MethodDescriptor<Q, A> method;
    private final Q request;
    private final Reading<A, R> reading;
    private final Result<R> result = new Result<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private Login login;
    private Deadline deadline = Deadline.after(0, TimeUnit.SECONDS);
    private Duration attemptLimit = Duration.ofDays(1);
    private Runnable atEnd = () -> {};
    private volatile boolean sent;
    private int attempts;
    private int logins;
    private volatile @Nullable ClientCall<Q, A> current;

    Exchange(Connection connection, MethodDescriptor<Q, A> method, Q request, Reading<A, R> reading) {
        this.connection = connection;
        this.method = method;
        this.request = request;
        this.reading = reading;
        this.login = connection.login();
    }

    Exchange<Q, A, R> with(Login other) {
        login = other;
        return this;
    }

    Exchange<Q, A, R> within(Duration time) {
        deadline = Deadline.after(time.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** A write: an attempt may be given up and repeated while there is time, for the id keeps it from counting twice. */
    Exchange<Q, A, R> repeatedAs(String id) {
        result.repeatedAs(id);
        attemptLimit = Duration.ofNanos(Math.max(
                deadline.timeRemaining(TimeUnit.NANOSECONDS) / 3,
                Duration.ofMillis(500).toNanos()));
        return this;
    }

    /** Runs when the call has ended, whichever way, before its result is known. */
    Exchange<Q, A, R> atEnd(Runnable action) {
        atEnd = action;
        return this;
    }

    CompletableFuture<R> start() {
        connection.begins(this);
        result.whenComplete((value, failure) -> {
            connection.ends(this);
            end();
            var call = current;
            if (call != null && result.isCancelled()) {
                call.cancel("cancelled by the caller", null);
            }
        });
        attempt();
        return result;
    }

    /** Fails without an attempt. */
    CompletableFuture<R> refuse(Failure failure) {
        fail(failure, null);
        return result;
    }

    /** Ends the call, which may be waiting for its next attempt: there will be none. */
    @Override
    public void clientClosed() {
        if (!result.isDone()) {
            lose(Failure.of("CLIENT_CLOSED", "the client was closed before the answer came", false), null);
        }
    }

    private void fail(Failure failure, @Nullable Throwable cause) {
        end();
        result.completeExceptionally(new YuanliuException(failure, cause));
    }

    /** Ends the call without the node's word: if it was sent, nobody knows what became of it. */
    private void lose(Failure failure, @Nullable Throwable cause) {
        fail(sent ? result.unsure(failure) : failure, cause);
    }

    private void attempt() {
        attempts++;
        var header = login.header();
        if (!header.isDone()) {
            connection.later(deadline.timeRemaining(TimeUnit.NANOSECONDS), this::giveUpLogin);
        }
        header.whenComplete((value, failure) -> {
            if (failure == null) {
                send(value);
            } else {
                notLoggedIn(failure);
            }
        });
    }

    private void giveUpLogin() {
        if (!result.isDone()) {
            lose(Failure.of("DEADLINE_EXCEEDED", "the session was not opened in time", true), null);
        }
    }

    private void notLoggedIn(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof YuanliuException known) {
            lose(known.failure(), known);
        } else {
            lose(Failure.of("INTERNAL", "the session cannot be opened: " + cause, false), cause);
        }
    }

    private void send(Optional<String> header) {
        if (result.isDone()) {
            return;
        }
        Deadline attempt = deadline.minimum(Deadline.after(attemptLimit.toNanos(), TimeUnit.NANOSECONDS));
        ClientCall<Q, A> call = connection.call(method, CallOptions.DEFAULT.withDeadline(attempt));
        current = call;
        sent = true;
        call.start(new Listener(header), connection.headers(header));
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        if (result.isCancelled()) {
            call.cancel("cancelled by the caller", null);
        }
    }

    private final class Listener extends ClientCall.Listener<A> {
        private final Optional<String> header;
        private @Nullable A answer;

        Listener(Optional<String> header) {
            this.header = header;
        }

        @Override
        public void onMessage(A message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                failed(status, trailers, header);
            } else if (answer == null) {
                lose(Failure.of("INTERNAL", "the node ended the call without an answer", false), null);
            } else {
                succeed(answer);
            }
        }
    }

    private void succeed(A answer) {
        try {
            R value = reading.read(answer);
            end();
            result.complete(value);
        } catch (BadField e) {
            lose(Failure.of("INTERNAL", "the node's answer cannot be read: " + e.getMessage(), false), e);
        }
    }

    private void failed(Status status, Metadata trailers, Optional<String> header) {
        if (result.isDone()) {
            return;
        }
        Failure failure = connection.reach().failure(status, trailers, result.requestId());
        if (Failures.sessionEnded(failure) && logins++ < MAX_LOGINS && login.ended(header)) {
            attempt();
            return;
        }
        long pause = Math.max(Pause.before(attempts), Failures.wishedPause(status, trailers));
        if (failure.retryable() && mayTryAgainAfter(pause)) {
            connection.later(pause, this::attempt);
        } else if (connection.reach().reached() && Failures.leavesOpen(failure, status)) {
            lose(failure, status.asRuntimeException(trailers));
        } else {
            fail(failure, status.asRuntimeException(trailers));
        }
    }

    private boolean mayTryAgainAfter(long pause) {
        return connection.isOpen()
                && connection.reach().allowsAttemptIn(pause)
                && pause < deadline.timeRemaining(TimeUnit.NANOSECONDS);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            atEnd.run();
        }
    }
}
