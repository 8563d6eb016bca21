package org.yuanliu.node.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;

/**
 * A job as {@code state.json} keeps it. Names of fields are never given a new meaning.
 *
 * @param turn place in the order in which jobs run: the arrival, or when it was resumed
 * @param endedMillis unix milliseconds; 0 if it has not ended
 * @param open whether parcels behind {@code at} may have been sent
 * @param epoch number of the first parcel that was sent under the source in use: each run has a source of its own
 * @param at up to where the report is safe on disk
 */
record Saved(
        Given given,
        ImportState state,
        long turn,
        long endedMillis,
        boolean open,
        long epoch,
        At at,
        @Nullable Fault fault) {
    /**
     * What never changes.
     *
     * @param number of the job in the order of arrival
     * @param digest SHA-256 of the file, hexadecimal
     */
    record Given(
            long number,
            String owner,
            String name,
            String language,
            String digest,
            long bytes,
            long rows,
            long createdMillis) {}

    /**
     * A place between two parcels.
     *
     * @param parcel number of the one before, from 1; 0 at the beginning
     * @param offset bytes of the file up to its end
     * @param line last line of it
     * @param reportBytes length of the report up to it
     */
    record At(long parcel, long offset, long line, long reportBytes, long registered, long updated, long refused) {
        static final At BEGINNING = new At(0, 0, 0, 0, 0, 0, 0);

        long tried() {
            return registered + updated + refused;
        }
    }

    /** A problem in the words of the catalogue. */
    record Fault(String reason, List<String> details) {
        Problem problem() {
            return Problem.of(Reason.valueOf(reason), details.toArray(String[]::new));
        }
    }

    static Saved waiting(Given given) {
        return new Saved(given, ImportState.WAITING, given.number(), 0, false, 1, At.BEGINNING, null);
    }

    /** The same when a run begins: with a source that was never used. */
    Saved begun() {
        return new Saved(given, ImportState.RUNNING, turn, 0, true, at.parcel() + 1, at, null);
    }

    Saved at(At place) {
        return new Saved(given, state, turn, endedMillis, open, epoch, place, fault);
    }

    Saved closed() {
        return new Saved(given, state, turn, endedMillis, false, epoch, at, fault);
    }

    Saved troubled(Optional<Problem> problem) {
        return new Saved(given, state, turn, endedMillis, open, epoch, at, fault(problem));
    }

    Saved ended(ImportState how, long millis, boolean leftOpen, Optional<Problem> why) {
        return new Saved(given, how, turn, millis, leftOpen, epoch, at, fault(why));
    }

    Saved resumed(long nextTurn) {
        return new Saved(given, ImportState.WAITING, nextTurn, 0, open, epoch, at, null);
    }

    private static @Nullable Fault fault(Optional<Problem> problem) {
        return problem.map(it -> new Fault(it.reason().name(), it.details())).orElse(null);
    }

    Reference owner() {
        try {
            return Reference.of(given.owner());
        } catch (MalformedMessage e) {
            throw new IllegalStateException("written by us", e);
        }
    }

    Locale locale() {
        return Locale.forLanguageTag(given.language());
    }

    /** Bytes that it takes on disk, up to what is not counted yet. */
    long stored() {
        return at.reportBytes() + (state == ImportState.DONE ? 0 : given.bytes());
    }

    ImportJob view(String id, Locale locale) {
        return new ImportJob(
                id,
                given.name(),
                owner(),
                state,
                given.createdMillis(),
                endedMillis,
                new ImportJob.Progress(
                        given.bytes(), given.rows(), at.tried(), at.registered(), at.updated(), at.refused()),
                Optional.ofNullable(fault)
                        .map(it ->
                                new ImportJob.Trouble(it.reason(), it.problem().text(locale))));
    }
}
