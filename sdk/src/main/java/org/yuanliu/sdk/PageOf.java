package org.yuanliu.sdk;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;

/**
 * One page of a long answer. Immutable and thread-safe.
 *
 * @param items in order, at most as many as the page was asked to hold
 * @param next cursor of the next page; empty at the end
 */
public record PageOf<T>(List<T> items, Optional<Bytes> next) {
    public PageOf {
        items = List.copyOf(items);
    }
}
