package org.yuanliu.sdk;

import java.util.List;
import java.util.Optional;

/**
 * What went wrong. Immutable and thread-safe.
 *
 * @param reason stable name for programs: that of a {@link org.yuanliu.model.Reason} if the node refused, such as
 *     {@code NOT_FOUND}, or of a gRPC status if the call itself failed, such as {@code UNAVAILABLE} or
 *     {@code DEADLINE_EXCEEDED}; {@code CLIENT_BUSY}, {@code CLIENT_CLOSED}, {@code INTERRUPTED} and
 *     {@code NOT_GRPC} come from the client
 * @param message for people, in the client's language where the node speaks it
 * @param retryable whether the same call may succeed in a moment
 * @param indexes elements at fault, if any
 * @param field path of the wrong field of the request, such as {@code elements[2].permissions}
 * @param requestId of a write: repeated under the same id it is done once, however often it arrives
 * @param violations the rules of its template that a record breaks, a sentence each; they stand in the message, too
 */
public record Failure(
        String reason,
        String message,
        boolean retryable,
        List<Integer> indexes,
        Optional<String> field,
        Optional<String> requestId,
        List<String> violations) {
    public Failure {
        indexes = List.copyOf(indexes);
        violations = List.copyOf(violations);
    }

    /** A failure with nothing else to say. */
    public static Failure of(String reason, String message, boolean retryable) {
        return new Failure(reason, message, retryable, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The same with another message. */
    public Failure saying(String other) {
        return new Failure(reason, other, retryable, indexes, field, requestId, violations);
    }
}
