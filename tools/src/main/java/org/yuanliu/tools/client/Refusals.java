package org.yuanliu.tools.client;

import java.util.Arrays;
import java.util.Optional;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.Failure;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;

/** Sorts what a client reports: the node's verdict, or no answer from it. */
public final class Refusals {
    private static final int UNAUTHENTICATED = 16;
    private static final String NOT_GRPC = "NOT_GRPC";

    private Refusals() {}

    /** Whether the node has said that it did nothing, and would not if asked again. */
    public static boolean isFinal(Failure failure) {
        return !failure.retryable()
                && reason(failure).filter(r -> r != Reason.INTERNAL_ERROR).isPresent();
    }

    /** Whether the next line of a file may fare better. */
    public static boolean isAboutTheLine(Failure failure) {
        return isFinal(failure)
                && reason(failure).filter(r -> r.grpcCode() != UNAUTHENTICATED).isPresent();
    }

    public static CommandFailure failure(Failure failure, Texts texts) {
        if (failure.reason().equals(NOT_GRPC)) {
            return CommandFailure.of(Exit.UNAVAILABLE, NOT_GRPC, texts.get("node.notGrpc", failure.message()));
        }
        if (reason(failure).isEmpty()) {
            return CommandFailure.of(
                    Exit.UNAVAILABLE,
                    failure.reason(),
                    texts.get("node.noAnswer", failure.reason(), failure.message()));
        }
        CommandFailure refused = CommandFailure.of(
                failure.retryable() ? Exit.UNAVAILABLE : Exit.REFUSED, failure.reason(), failure.message());
        return failure.reason().equals(Reason.AUTHENTICATION_NEEDED.name())
                ? refused.note(texts.get("node.needsProof"))
                : refused;
    }

    private static Optional<Reason> reason(Failure failure) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(failure.reason()))
                .findFirst();
    }
}
