package org.yuanliu.sdk.internal;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yuanliu.grpc.ImportJobsGrpc;
import org.yuanliu.grpc.ImportStart;
import org.yuanliu.grpc.StartImportRequest;
import org.yuanliu.model.ImportJob;
import org.yuanliu.protobuf.BadField;
import org.yuanliu.protobuf.JobMessages;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.ImportJobs;
import org.yuanliu.sdk.YuanliuException;

/**
 * Sends a file that is to become an import job, on the thread of whoever wants it, as fast as the node takes it. When
 * the link breaks it begins anew: the key makes it one job all the same. For one file and one thread.
 */
final class Uploading {
    private static final int PIECE_BYTES = 256 << 10;
    private static final int MOST_ATTEMPTS = 10;

    /** How long nothing may move. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Connection connection;
    private final String key;
    private final String name;
    private final ImportJobs.Lines lines;

    Uploading(Connection connection, String key, String name, ImportJobs.Lines lines) {
        this.connection = connection;
        this.key = key;
        this.name = name;
        this.lines = lines;
    }

    /** @throws UncheckedIOException if the file cannot be read */
    ImportJob run() {
        if (connection.onLoop()) {
            throw new IllegalStateException("a call that waits was made in the callback of another");
        }
        for (int attempts = 1; ; attempts++) {
            if (!connection.isOpen()) {
                throw new YuanliuException(Failure.of("CLIENT_CLOSED", "the client is closed", false));
            }
            Optional<String> header = header();
            Attempt attempt = new Attempt(header);
            attempt.send();
            if (attempt.job().isPresent()) {
                return attempt.job().get();
            }
            Failure failure = attempt.failure();
            boolean anew = Failures.sessionEnded(failure) && connection.login().ended(header);
            if (!(failure.retryable() || anew)
                    || attempts == MOST_ATTEMPTS
                    || !connection.reach().allowsAttemptIn(Pause.before(attempts))) {
                throw new YuanliuException(failure);
            }
            sleep(Pause.before(attempts));
        }
    }

    private Optional<String> header() {
        try {
            return connection.login().header().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof YuanliuException known ? new YuanliuException(known.failure(), known) : e;
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static YuanliuException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new YuanliuException(
                Failure.of("INTERRUPTED", "the thread was interrupted while it sent a file", true), e);
    }

    /** One call. */
    private final class Attempt extends ClientCall.Listener<org.yuanliu.grpc.ImportJob> {
        private final ClientCall<StartImportRequest, org.yuanliu.grpc.ImportJob> call =
                connection.call(ImportJobsGrpc.getStartMethod(), CallOptions.DEFAULT);
        private final Optional<String> header;
        private Optional<ImportJob> answer = Optional.empty();
        private @Nullable Failure failure;
        private boolean ended;

        Attempt(Optional<String> header) {
            this.header = header;
        }

        void send() {
            call.start(this, connection.headers(header));
            call.request(2);
            try (InputStream in = lines.open()) {
                call.sendMessage(StartImportRequest.newBuilder()
                        .setStart(ImportStart.newBuilder().setKey(key).setName(name))
                        .build());
                byte[] piece = new byte[PIECE_BYTES];
                for (int n = in.readNBytes(piece, 0, PIECE_BYTES);
                        n > 0 && await(false);
                        n = in.readNBytes(piece, 0, PIECE_BYTES)) {
                    call.sendMessage(StartImportRequest.newBuilder()
                            .setLines(ByteString.copyFrom(piece, 0, n))
                            .build());
                }
                call.halfClose();
                await(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                call.cancel("the file is not sent any further", null);
            }
        }

        /** Waits until the node can take more, or until the call has ended; false if it has. */
        private synchronized boolean await(boolean end) {
            long until = System.nanoTime() + PATIENCE_NANOS;
            try {
                while (!ended && (end || !call.isReady())) {
                    long left = until - System.nanoTime();
                    if (left <= 0) {
                        failure = Failure.of("DEADLINE_EXCEEDED", "the node took nothing for two minutes", true);
                        ended = true;
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            return !ended;
        }

        @Override
        public synchronized void onReady() {
            notifyAll();
        }

        @Override
        public synchronized void onMessage(org.yuanliu.grpc.ImportJob message) {
            try {
                answer = Optional.of(JobMessages.read(message));
            } catch (BadField e) {
                failure = Failure.of("INTERNAL", "the node's answer cannot be read: " + e.getMessage(), false);
            }
        }

        @Override
        public synchronized void onClose(Status status, Metadata trailers) {
            if (!ended && !status.isOk()) {
                answer = Optional.empty();
                failure = connection.reach().failure(status, trailers, Optional.of(key));
            }
            ended = true;
            notifyAll();
        }

        synchronized Optional<ImportJob> job() {
            return answer;
        }

        synchronized Failure failure() {
            return failure == null
                    ? Failure.of("INTERNAL", "the node ended the call without an answer", false)
                    : failure;
        }
    }
}
