package org.yuanliu.model;

import java.util.List;

/**
 * What became of a row of an import job.
 *
 * @param line of the file, from 1
 * @param identifier as the row names it; empty if it could not be read
 * @param status {@link #REGISTERED}, {@link #UPDATED}, {@link #REFUSED}, or {@link #UNTRIED} for this row and all behind
 *     it, which is the last of a report
 * @param version of the record after the change; 0 if there was none
 * @param sequence number of the change in the change log; 0 if there was none
 * @param reason name of the {@link Reason} of a refusal; else empty
 * @param message the same for people
 * @param violations the rules of its template that the row breaks
 */
public record ReportRow(
        long line,
        String identifier,
        String status,
        long version,
        long sequence,
        String reason,
        String message,
        List<Violation> violations) {
    public static final String REGISTERED = "registered";
    public static final String UPDATED = "updated";
    public static final String REFUSED = "refused";
    public static final String UNTRIED = "untried";

    public ReportRow {
        violations = List.copyOf(violations);
    }

    /** This row and all behind it have no verdict yet. */
    public static ReportRow untriedFrom(long line) {
        return new ReportRow(line, "", UNTRIED, 0, 0, "", "", List.of());
    }
}
