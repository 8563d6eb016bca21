package org.yuanliu.model;

import java.util.Optional;

/**
 * A file of registrations that the node works through by itself, as it stands now.
 *
 * @param id 32 hexadecimal digits
 * @param name what its owner calls it, such as the name of the file; may be empty
 * @param owner as whom its rows are judged
 * @param createdMillis unix milliseconds at which the whole file was there
 * @param endedMillis unix milliseconds at which it ended the last time; 0 if it has not
 * @param trouble why it was stopped, or what it is trying to get over; empty if all is well
 */
public record ImportJob(
        String id,
        String name,
        Reference owner,
        ImportState state,
        long createdMillis,
        long endedMillis,
        Progress progress,
        Optional<Trouble> trouble) {
    /**
     * How far it has come.
     *
     * @param bytes of the file
     * @param rows lines of the file that are not blank
     * @param tried rows that have a verdict: the sum of the three others
     */
    public record Progress(long bytes, long rows, long tried, long registered, long updated, long refused) {}

    /**
     * What is wrong.
     *
     * @param reason name of the {@link Reason}
     * @param message the same for people
     */
    public record Trouble(String reason, String message) {}
}
