package org.yuanliu.model;

import java.util.Optional;

/**
 * One version in a record's history.
 *
 * @param version of the record, from 1; versions go on counting when a deleted record is created again
 * @param sequence of the change in the change log
 * @param millis unix milliseconds of the change
 * @param by who changed it; empty for an element that everyone may write
 * @param action what was done: create, replace, delete, add, remove, modify, update, admit
 * @param before elements that were replaced or removed, as they were
 * @param after elements that were added or took their place
 * @param reason why, in the words of whoever changed it; empty if nothing was said
 */
public record Version(
        long version,
        long sequence,
        long millis,
        Optional<Reference> by,
        String action,
        Elements before,
        Elements after,
        String reason) {}
