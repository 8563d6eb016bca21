package org.yuanliu.sdk.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What holds for one call.
 *
 * @param deadline for all of it, retries included
 * @param requestId of a write; a fresh one is made if empty
 */
public record Options(Duration deadline, Optional<String> requestId) {
    String requestIdOrFresh() {
        return requestId.orElseGet(() -> UUID.randomUUID().toString());
    }
}
