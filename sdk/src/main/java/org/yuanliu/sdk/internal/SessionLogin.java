package org.yuanliu.sdk.internal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.yuanliu.grpc.CloseSessionRequest;
import org.yuanliu.grpc.OpenSessionRequest;
import org.yuanliu.grpc.Session;
import org.yuanliu.grpc.SessionsGrpc;
import org.yuanliu.grpc.WhoAmIRequest;
import org.yuanliu.model.Bytes;
import org.yuanliu.protobuf.ElementMessages;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.YuanliuException;

/**
 * Proves a key once and then goes by the session's id. However many calls need a session at a time, one is opened:
 *
 * <pre>
 * Open -> id, nonce     sign nonce || cnonce     WhoAmI with the proof     from then on: the id
 * </pre>
 */
final class SessionLogin implements Login {
    private static final int NONCE_BYTES = 16;
    private static final Duration LEAVE = Duration.ofMillis(500);

    private final Connection connection;
    private final Credential.SigningKey credential;
    private final Duration deadline;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable CompletableFuture<Optional<String>>> current = new AtomicReference<>();

    SessionLogin(Connection connection, Credential.SigningKey credential, Duration deadline) {
        this.connection = connection;
        this.credential = credential;
        this.deadline = deadline;
    }

    @Override
    public CompletableFuture<Optional<String>> header() {
        while (true) {
            var session = current.get();
            if (session != null && !session.isCompletedExceptionally()) {
                return session;
            }
            var fresh = new CompletableFuture<Optional<String>>();
            if (current.compareAndSet(session, fresh)) {
                open(fresh);
                return fresh;
            }
        }
    }

    @Override
    public boolean ended(Optional<String> header) {
        var session = current.get();
        if (session != null
                && session.isDone()
                && !session.isCompletedExceptionally()
                && session.join().equals(header)) {
            current.compareAndSet(session, null);
        }
        return true;
    }

    @Override
    public CompletableFuture<?> logOut() {
        var session = current.getAndSet(null);
        if (session == null || !session.isDone() || session.isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(null);
        }
        return connection
                .exchange(SessionsGrpc.getCloseMethod(), CloseSessionRequest.getDefaultInstance(), closed -> closed)
                .with(new Fixed(session.join()))
                .within(LEAVE)
                .start();
    }

    private void open(CompletableFuture<Optional<String>> fresh) {
        connection
                .exchange(SessionsGrpc.getOpenMethod(), OpenSessionRequest.getDefaultInstance(), session -> session)
                .with(Fixed.ANONYMOUS)
                .within(deadline)
                .start()
                // Signing takes a millisecond: too long for the loop that serves the other calls.
                .thenComposeAsync(this::prove)
                .whenComplete((header, failure) -> {
                    if (failure == null) {
                        fresh.complete(header);
                    } else {
                        fresh.completeExceptionally(failure);
                    }
                });
    }

    private CompletableFuture<Optional<String>> prove(Session session) {
        byte[] clientNonce = new byte[NONCE_BYTES];
        random.nextBytes(clientNonce);
        Bytes nonce = Bytes.wrap(clientNonce);
        Bytes signature = sign(ElementMessages.bytes(session.getNonce()).concat(nonce));
        String proof = Headers.proof(session.getSessionId(), credential.identity(), nonce, signature);
        return connection
                .exchange(
                        SessionsGrpc.getWhoAmIMethod(),
                        WhoAmIRequest.getDefaultInstance(),
                        proven -> Optional.of(Headers.session(session.getSessionId())))
                .with(new Fixed(Optional.of(proof)))
                .within(deadline)
                .start();
    }

    private Bytes sign(Bytes data) {
        try {
            Signature signature = Signature.getInstance(PrivateKeys.signatureOf(credential.key()));
            signature.initSign(credential.key(), random);
            signature.update(data.toArray());
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new YuanliuException(Failure.of("INVALID_CREDENTIAL", "the key cannot sign", false), e);
        }
    }
}
