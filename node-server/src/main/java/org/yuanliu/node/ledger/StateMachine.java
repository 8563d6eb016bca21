package org.yuanliu.node.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.Identity;
import org.yuanliu.command.RememberedAnswer;
import org.yuanliu.command.WriteParcel;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reason;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;

/**
 * Turns commands into changes of a draft: first the answers to request ids and parcels seen before, then the rules, then
 * change log and memory of the answer. Deterministic: the same commands in the same order give the same bytes.
 *
 * <p>What enters the change log is what was accepted. A refusal changes nothing and is not remembered: a retry of it is
 * judged anew. A parcel in its turn is always accepted, and the refusals of its items are remembered with it.
 */
public final class StateMachine {
    /** The commands that this version understands. */
    public static final int FORMAT = 1;

    /** Most answers kept; when so many are younger than a day, changes with a request id must wait. */
    static final long MAX_REMEMBERED = 20_000_000;

    private final Applier rules;
    private final long maxRemembered;

    public StateMachine(Applier rules) {
        this(rules, MAX_REMEMBERED);
    }

    StateMachine(Applier rules, long maxRemembered) {
        this.rules = rules;
        this.maxRemembered = maxRemembered;
    }

    /**
     * Applies one command to the draft.
     *
     * @throws StoreFailure if a newer version wrote the command: guessing would make replicas differ
     */
    public Answer apply(Command command, Draft draft) {
        if (command.getFormat() != FORMAT) {
            throw new StoreFailure("a command has format " + command.getFormat() + ", this version understands "
                    + FORMAT + ": upgrade the node before it goes on");
        }
        if (command.hasParcel()) {
            return parcel(command, draft);
        }
        return command.getRequestId().isEmpty() ? accept(command, draft) : once(command, draft);
    }

    /**
     * Number of the parcel that a source is expected to send next: one more than the last that was applied, if that was
     * less than a day ago, else 1.
     *
     * @param now unix milliseconds
     */
    public static long nextParcel(View view, Identity caller, String source, long now) {
        return 1
                + Remembered.find(view, Keys.source(caller(caller), source))
                        .filter(last -> last.getTimeMillis() + Remembered.KEEP_MILLIS > now)
                        .map(RememberedAnswer::getLastParcel)
                        .orElse(0L);
    }

    /** The answer to a parcel, if it is still kept, however old it is. */
    public static Optional<Answer> firstAnswer(View view, Identity caller, String source, long number) {
        return Remembered.find(view, Keys.parcel(caller(caller), source, number))
                .map(RememberedAnswer::getAnswer);
    }

    private Answer accept(Command command, Draft draft) {
        long sequence = Keys.meta(draft, Keys.LAST_SEQUENCE) + 1;
        Answer answer = rules.apply(command, sequence, draft);
        if (Answers.accepted(answer)) {
            draft.putUnread(Family.CHANGES, Keys.change(sequence), StoredCommand.write(decided(command, answer)));
            long last = sequence - 1 + Answers.sequences(answer);
            draft.put(Family.META, Keys.LAST_SEQUENCE, Keys.number(last));
        }
        return answer;
    }

    private Answer once(Command command, Draft draft) {
        Bytes key = Keys.answer(caller(command.getBy()), command.getRequestId());
        Bytes digest = digest(command);
        Remembered remembered = new Remembered(draft, command.getTimeMillis());
        Optional<Answer> before = before(remembered, key, digest, command.getRequestId());
        if (before.isPresent()) {
            return before.get();
        }
        if (remembered.full(maxRemembered)) {
            return tooMany();
        }
        Answer answer = accept(command, draft);
        if (Answers.accepted(answer)) {
            remembered.keep(key, answer(digest, answer));
            remembered.dropOld();
        }
        return answer;
    }

    /** Applies a parcel if it is the next of its source; an earlier one gets its first answer again. */
    private Answer parcel(Command command, Draft draft) {
        String caller = caller(command.getBy());
        WriteParcel parcel = command.getParcel();
        Bytes key = Keys.parcel(caller, parcel.getSource(), parcel.getNumber());
        Bytes digest = digest(command);
        Remembered remembered = new Remembered(draft, command.getTimeMillis());
        Optional<Answer> before =
                before(remembered, key, digest, "parcel " + parcel.getNumber() + " of " + parcel.getSource());
        if (before.isPresent()) {
            return before.get();
        }
        long next = nextParcel(draft, command.getBy(), parcel.getSource(), command.getTimeMillis());
        if (parcel.getNumber() != next) {
            return Answers.refused(
                    Reason.OUT_OF_ORDER, parcel.getSource(), Long.toString(parcel.getNumber()), Long.toString(next));
        }
        if (remembered.full(maxRemembered)) {
            return tooMany();
        }
        Answer answer = accept(command, draft);
        if (Answers.accepted(answer)) {
            remembered.keep(key, answer(digest, answer));
            remembered.keep(
                    Keys.source(caller, parcel.getSource()),
                    RememberedAnswer.newBuilder().setLastParcel(parcel.getNumber()));
            remembered.dropOld();
        }
        return answer;
    }

    private static Optional<Answer> before(Remembered remembered, Bytes key, Bytes digest, String name) {
        return remembered
                .young(key)
                .map(it -> digest.equals(Bytes.wrap(it.getChangeDigest().toByteArray()))
                        ? it.getAnswer()
                        : Answers.refused(Reason.REQUEST_ID_REUSED, name));
    }

    private static RememberedAnswer.Builder answer(Bytes digest, Answer answer) {
        return RememberedAnswer.newBuilder()
                .setChangeDigest(Answers.byteString(digest))
                .setAnswer(answer);
    }

    private Answer tooMany() {
        return Answers.refused(Reason.TOO_BUSY, maxRemembered + " request ids are in use");
    }

    private static String caller(Identity by) {
        return by.getIdentifier().isEmpty() ? "" : by.getIndex() + ":" + by.getIdentifier();
    }

    /** The command as the change log keeps it: with the positions of a parcel's items that were refused. */
    private static Command decided(Command command, Answer answer) {
        if (answer.getVerdicts().getRefusedCount() == 0 && command.getParcel().getRefusedCount() == 0) {
            return command;
        }
        WriteParcel.Builder parcel = command.getParcel().toBuilder().clearRefused();
        answer.getVerdicts().getRefusedList().forEach(item -> parcel.addRefused(item.getPosition()));
        return command.toBuilder().setParcel(parcel).build();
    }

    /** SHA-256 over what the caller asked for, which of a parcel is a digest itself; without the proposer's clock and dice. */
    private static Bytes digest(Command command) {
        Command.Builder asked = command.toBuilder().clearTimeMillis().clearMintedSuffix();
        if (command.hasParcel()) {
            asked.setParcel(command.getParcel().toBuilder().clearRefused().clearItems());
        }
        try {
            return Bytes.wrap(
                    MessageDigest.getInstance("SHA-256").digest(asked.build().toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
