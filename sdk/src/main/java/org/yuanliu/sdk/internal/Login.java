package org.yuanliu.sdk.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the {@code authorization} header of calls comes from. Thread-safe. */
interface Login {
    /** The header to send; empty for an anonymous client. */
    CompletableFuture<Optional<String>> header();

    /** The node does not know this header any more. True if another one can be had. */
    boolean ended(Optional<String> header);

    /** Takes leave of the node if there is something to end; does not wait. */
    CompletableFuture<?> logOut();

    /** The same header for every call. */
    record Fixed(Optional<String> value) implements Login {
        static final Fixed ANONYMOUS = new Fixed(Optional.empty());

        @Override
        public CompletableFuture<Optional<String>> header() {
            return CompletableFuture.completedFuture(value);
        }

        @Override
        public boolean ended(Optional<String> header) {
            return false;
        }

        @Override
        public CompletableFuture<?> logOut() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
