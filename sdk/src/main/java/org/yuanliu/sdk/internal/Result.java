package org.yuanliu.sdk.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yuanliu.sdk.Failure;

/** What comes of a call. If that is a write it knows the id under which the write may be repeated. */
final class Result<R> extends CompletableFuture<R> {
    private volatile Optional<String> requestId = Optional.empty();

    void repeatedAs(String id) {
        requestId = Optional.of(id);
    }

    Optional<String> requestId() {
        return requestId;
    }

    /** The failure as it is told where a write may have been done or not; questions leave nothing open. */
    Failure unsure(Failure failure) {
        return requestId
                .map(id -> new Failure(
                        failure.reason(),
                        failure.message() + " (whether it was written is not known; repeat it with request id " + id
                                + ")",
                        true,
                        failure.indexes(),
                        failure.field(),
                        requestId,
                        failure.violations()))
                .orElse(failure);
    }
}
