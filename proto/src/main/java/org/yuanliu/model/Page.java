package org.yuanliu.model;

import java.util.Optional;

/**
 * One page of a long answer. Stable under writes: the next page begins behind the last entry of this one.
 *
 * @param after cursor that the page before gave; empty for the first page
 * @param limit most entries wanted, 1..1000
 */
public record Page(Optional<Bytes> after, int limit) {
    public static final int MAX_LIMIT = 1000;

    public Page {
        limit = Math.max(1, Math.min(limit, MAX_LIMIT));
    }

    public static Page first(int limit) {
        return new Page(Optional.empty(), limit);
    }
}
