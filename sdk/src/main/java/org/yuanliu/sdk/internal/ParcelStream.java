package org.yuanliu.sdk.internal;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yuanliu.grpc.ParcelItem;
import org.yuanliu.grpc.ParcelVerdict;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.grpc.RegisterStreamResponse;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.StreamStart;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuException;

/**
 * Parcels on their way: kept until their verdict is there, and sent again over a fresh call whenever one breaks. At most
 * one call is current; what others still say is not heard. Thread-safe.
 */
public final class ParcelStream implements AutoCloseable, UnderWay {
    /** Parcels that may be without verdict at a time; who adds more waits. */
    private static final int MOST_OPEN = 8;

    /** After so long a pause the node is asked again which parcel it expects. */
    private static final Duration SILENCE = Duration.ofHours(12);

    /** More than a node takes of a record, whose own limit is half of that; what is sent in vain each time stays here. */
    private static final int MOST_ITEM_BYTES = 2 << 20;

    /** From so many bytes on a parcel is full. */
    private static final int FULL_BYTES = 1 << 20;

    private final Connection connection;
    private final String source;
    private final StreamOptions options;
    private final Object lock = new Object();
    /** All below are guarded by the lock. */
    private final Deque<OpenParcel> open = new ArrayDeque<>();

    private OpenParcel collecting = new OpenParcel();
    /** Number of the next parcel; 0 until the node has said. */
    private long next;

    private @Nullable ClientCall<RegisterStreamRequest, RegisterStreamResponse> current;
    private boolean ready;
    /** Whether numbers go on from what the node expects, though the stream began with 1. */
    private boolean asked;

    /** Whether a call is being opened, or will be after a pause. */
    private boolean connecting;

    private boolean watched;
    private int attempts;
    private long lastProgress = System.nanoTime();
    private Optional<Failure> failed = Optional.empty();
    private boolean closed;

    ParcelStream(Connection connection, String source, StreamOptions options) {
        this.connection = connection;
        this.source = source;
        this.options = options;
        connection.begins(this);
    }

    /** Puts an item into the parcel under collection; waits while too many are without verdict. */
    public void add(Identifier identifier, ParcelItem item, Consumer<Verdict> verdict) {
        if (item.getSerializedSize() > MOST_ITEM_BYTES) {
            verdict.accept(Verdict.of(identifier, tooLarge(item.getSerializedSize())));
            return;
        }
        synchronized (lock) {
            waitWhile(() -> failed.isEmpty() && !closed && open.size() >= MOST_OPEN);
            demandOpen();
            collecting.add(identifier, item, verdict);
            if (collecting.size() >= options.parcelItems() || collecting.bytes() >= FULL_BYTES) {
                dispatch();
            }
        }
    }

    private static Failure tooLarge(int bytes) {
        Reason reason = Reason.TOO_LARGE;
        String why = Problem.of(reason, "The record", bytes + " bytes", MOST_ITEM_BYTES + " bytes")
                .text(Locale.ENGLISH);
        return Failure.of(reason.name(), why, false);
    }

    public void flush() {
        synchronized (lock) {
            demandOpen();
            dispatch();
        }
    }

    public void await() {
        synchronized (lock) {
            dispatch();
            waitWhile(() -> failed.isEmpty() && !open.isEmpty());
            failed.ifPresent(failure -> {
                throw new YuanliuException(failure);
            });
        }
    }

    @Override
    public void close() {
        boolean first;
        synchronized (lock) {
            first = !closed;
        }
        try {
            if (first) {
                await();
            }
        } finally {
            synchronized (lock) {
                closed = true;
                if (current != null) {
                    current.halfClose();
                    current = null;
                }
            }
            connection.ends(this);
        }
    }

    @Override
    public void clientClosed() {
        fail(Failure.of("CLIENT_CLOSED", "the client was closed before all verdicts came", false));
    }

    private void demandOpen() {
        failed.ifPresent(failure -> {
            throw new YuanliuException(failure);
        });
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
    }

    private void waitWhile(BooleanSupplier condition) {
        try {
            while (condition.getAsBoolean()) {
                if (connection.onLoop()) {
                    throw new IllegalStateException(
                            "the stream is full, and a verdict's callback must not wait for others");
                }
                lock.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new YuanliuException(
                    Failure.of("INTERRUPTED", "the thread was interrupted while it waited; the stream goes on", true),
                    e);
        }
    }

    private void dispatch() {
        if (collecting.isEmpty() || failed.isPresent()) {
            return;
        }
        if (open.isEmpty()) {
            askAnewAfterSilence();
            lastProgress = System.nanoTime();
            if (!watched) {
                watched = true;
                watch();
            }
        }
        OpenParcel parcel = collecting;
        collecting = new OpenParcel();
        open.add(parcel);
        if (next > 0) {
            parcel.number(next++);
        }
        if (current == null) {
            if (!connecting) {
                connect();
            }
        } else if (ready) {
            current.sendMessage(parcel.message());
        }
    }

    /** The node forgets a source a day after its last parcel, and then expects its numbers from 1. */
    private void askAnewAfterSilence() {
        if (next > 0 && System.nanoTime() - lastProgress > SILENCE.toNanos()) {
            if (current != null) {
                current.halfClose();
                current = null;
            }
            ready = false;
            next = 0;
            asked = true;
        }
    }

    private void connect() {
        connecting = true;
        attempts++;
        connection.login().header().whenComplete((header, failure) -> {
            if (failure == null) {
                start(header);
            } else {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                retryOrFail(
                        cause instanceof YuanliuException known
                                ? known.failure()
                                : Failure.of("INTERNAL", "the session cannot be opened: " + cause, false),
                        0);
            }
        });
    }

    private void start(Optional<String> header) {
        synchronized (lock) {
            connecting = false;
            if (failed.isPresent() || closed) {
                return;
            }
            var call = connection.call(RegistryGrpc.getRegisterStreamMethod(), CallOptions.DEFAULT);
            current = call;
            ready = false;
            call.start(new Listener(call, header), connection.headers(header));
            call.request(1);
            call.sendMessage(RegisterStreamRequest.newBuilder()
                    .setStart(StreamStart.newBuilder().setSource(source))
                    .build());
        }
    }

    private final class Listener extends ClientCall.Listener<RegisterStreamResponse> {
        private final ClientCall<RegisterStreamRequest, RegisterStreamResponse> call;
        private final Optional<String> header;

        Listener(ClientCall<RegisterStreamRequest, RegisterStreamResponse> call, Optional<String> header) {
            this.call = call;
            this.header = header;
        }

        @Override
        public void onMessage(RegisterStreamResponse message) {
            try {
                if (message.hasReady()) {
                    ready(call, message.getReady().getNext());
                } else {
                    settle(call, message.getVerdict());
                }
                call.request(1);
            } catch (BadField e) {
                call.cancel("unreadable", e);
                fail(Failure.of("INTERNAL", "the node's answer cannot be read: " + e.getMessage(), false));
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            synchronized (lock) {
                if (current != call) {
                    return;
                }
                current = null;
                ready = false;
                if (open.isEmpty()) {
                    return;
                }
                connecting = true; // From here on, or who adds a parcel now would open a second call.
            }
            Failure failure = connection.reach().failure(status, trailers, Optional.empty());
            boolean anew = Failures.sessionEnded(failure) && connection.login().ended(header);
            retryOrFail(
                    anew || status.isOk() ? Failure.of(failure.reason(), failure.message(), true) : failure,
                    Failures.wishedPause(status, trailers));
        }
    }

    private void ready(ClientCall<RegisterStreamRequest, RegisterStreamResponse> call, long expected) {
        synchronized (lock) {
            if (current != call) {
                return;
            }
            if (next == 0) {
                next = options.fromStart() && !asked ? 1 : expected;
                open.forEach(parcel -> parcel.number(next++));
            }
            ready = true;
            open.forEach(parcel -> call.sendMessage(parcel.message()));
        }
    }

    private void settle(ClientCall<RegisterStreamRequest, RegisterStreamResponse> call, ParcelVerdict verdict)
            throws BadField {
        OpenParcel parcel;
        List<Verdict> verdicts;
        synchronized (lock) {
            if (current != call) {
                return;
            }
            parcel = open.peek();
            if (parcel == null || parcel.number() != verdict.getNumber()) {
                throw new BadField("number", "parcel " + verdict.getNumber() + " is not the one whose turn it is");
            }
            verdicts = parcel.read(verdict);
        }
        parcel.tell(verdicts);
        synchronized (lock) {
            // Only now: whoever waits for the end has seen all verdicts.
            open.remove(parcel);
            attempts = 0;
            lastProgress = System.nanoTime();
            lock.notifyAll();
        }
    }

    /** For the one who is connecting. */
    private void retryOrFail(Failure failure, long wishedPause) {
        synchronized (lock) {
            // A line that carried something before it broke is tried again at once.
            long pause = Math.max(attempts == 0 ? 0 : Pause.before(attempts), wishedPause);
            if (failure.retryable()
                    && connection.isOpen()
                    && failed.isEmpty()
                    && connection.reach().allowsAttemptIn(pause)) {
                connection.later(pause, this::reconnect);
                return;
            }
        }
        fail(failure);
    }

    private void reconnect() {
        synchronized (lock) {
            connecting = false;
            if (failed.isEmpty() && !open.isEmpty()) {
                connect();
            }
        }
    }

    /** Looks now and then whether verdicts still come. */
    private void watch() {
        connection.later(options.patience().toNanos() / 4 + 1, () -> {
            long quiet;
            synchronized (lock) {
                if (open.isEmpty() || failed.isPresent()) {
                    watched = false;
                    return;
                }
                quiet = System.nanoTime() - lastProgress;
            }
            if (quiet > options.patience().toNanos() || !connection.isOpen()) {
                fail(Failure.of("DEADLINE_EXCEEDED", "no verdict came for " + options.patience(), true));
            } else {
                watch();
            }
        });
    }

    private Failure unsure(Failure failure) {
        return failure.saying(failure.message() + " (source " + source
                + "; send the parcels without verdict again to learn what became of them)");
    }

    /** Tells everyone who waits. */
    private void fail(Failure failure) {
        List<OpenParcel> lost;
        synchronized (lock) {
            if (failed.isPresent()) {
                return;
            }
            failed = Optional.of(failure.retryable() && connection.reach().reached() ? unsure(failure) : failure);
            lost = new ArrayList<>(open);
            lost.removeIf(OpenParcel::isSettled);
            lost.add(collecting);
            open.clear();
            if (current != null) {
                current.cancel("the stream failed", null);
                current = null;
            }
        }
        lost.forEach(parcel -> parcel.tell(failed.orElseThrow()));
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}
