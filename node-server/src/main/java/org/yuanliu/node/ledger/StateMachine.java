package org.yuanliu.node.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.RememberedAnswer;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reason;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;

/**
 * Turns commands into changes of a draft: first the answers to request ids seen before, then the rules, then change log
 * and memory of the answer. Deterministic: the same commands in the same order give the same bytes.
 *
 * <p>What enters the change log is what was accepted. A refusal changes nothing and is not remembered: a retry of it is
 * judged anew.
 */
public final class StateMachine {
    /** The commands that this version understands. */
    public static final int FORMAT = 1;

    /** How long an answer is kept under its request id: 24 hours of command time. */
    static final long KEEP_MILLIS = 24L * 60 * 60 * 1000;

    /** Most answers kept; when so many are younger than a day, changes with a request id must wait. */
    static final long MAX_REMEMBERED = 20_000_000;

    private static final int EXPIRED_PER_COMMAND = 2;

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
        return command.getRequestId().isEmpty() ? accept(command, draft) : once(command, draft);
    }

    private Answer accept(Command command, Draft draft) {
        long sequence = Keys.meta(draft, Keys.LAST_SEQUENCE) + 1;
        Answer answer = rules.apply(command, sequence, draft);
        if (answer.hasDone()) {
            draft.put(Family.CHANGES, Keys.change(sequence), StoredCommand.write(command));
            draft.put(Family.META, Keys.LAST_SEQUENCE, Keys.number(sequence));
        }
        return answer;
    }

    private Answer once(Command command, Draft draft) {
        Bytes key = Keys.answer(caller(command), command.getRequestId());
        Optional<RememberedAnswer> before = draft.get(Family.ANSWERS, key).map(StateMachine::parse);
        Bytes digest = digest(command);
        if (before.isPresent() && before.get().getTimeMillis() + KEEP_MILLIS > command.getTimeMillis()) {
            return digest.equals(Bytes.wrap(before.get().getChangeDigest().toByteArray()))
                    ? before.get().getAnswer()
                    : Answers.refused(Reason.REQUEST_ID_REUSED, command.getRequestId());
        }
        long head = Keys.meta(draft, Keys.ANSWERS_HEAD);
        long tail = Keys.meta(draft, Keys.ANSWERS_TAIL);
        if (tail - head >= maxRemembered && isYoung(draft, head, command.getTimeMillis())) {
            return Answers.refused(Reason.TOO_BUSY, maxRemembered + " request ids are in use");
        }
        Answer answer = accept(command, draft);
        if (answer.hasDone()) {
            remember(draft, key, command, digest, answer, tail);
            forget(draft, head, tail, command.getTimeMillis());
        }
        return answer;
    }

    private static void remember(Draft draft, Bytes key, Command command, Bytes digest, Answer answer, long tail) {
        RememberedAnswer remembered = RememberedAnswer.newBuilder()
                .setTimeMillis(command.getTimeMillis())
                .setChangeDigest(Answers.byteString(digest))
                .setAnswer(answer)
                .setOrder(tail)
                .build();
        draft.put(Family.ANSWERS, key, Bytes.wrap(remembered.toByteArray()));
        draft.put(Family.ANSWERS, Keys.answerOrder(tail), key);
        draft.put(Family.META, Keys.ANSWERS_TAIL, Keys.number(tail + 1));
    }

    /** Drops a few answers that are old enough: more than one a command, so that their number falls. */
    private static void forget(Draft draft, long head, long tail, long now) {
        long next = head;
        while (next < tail && next < head + EXPIRED_PER_COMMAND) {
            if (isYoung(draft, next, now)) {
                break;
            }
            Bytes key = answerKey(draft, next);
            if (answer(draft, key).getOrder() == next) {
                draft.delete(Family.ANSWERS, key);
            }
            draft.delete(Family.ANSWERS, Keys.answerOrder(next));
            next++;
        }
        if (next > head) {
            draft.put(Family.META, Keys.ANSWERS_HEAD, Keys.number(next));
        }
    }

    /** Whether the answer at this place must be kept: it was not given a later place, and is not a day old. */
    private static boolean isYoung(Draft draft, long place, long now) {
        RememberedAnswer answer = answer(draft, answerKey(draft, place));
        return answer.getOrder() == place && answer.getTimeMillis() + KEEP_MILLIS > now;
    }

    private static Bytes answerKey(Draft draft, long place) {
        return draft.get(Family.ANSWERS, Keys.answerOrder(place))
                .orElseThrow(() -> new StoreFailure("answer order has a gap"));
    }

    private static RememberedAnswer answer(Draft draft, Bytes key) {
        return draft.get(Family.ANSWERS, key)
                .map(StateMachine::parse)
                .orElseThrow(() -> new StoreFailure("answer order points to nothing"));
    }

    private static String caller(Command command) {
        return command.hasBy()
                ? command.getBy().getIndex() + ":" + command.getBy().getIdentifier()
                : "";
    }

    /** SHA-256 over what the caller asked for; the proposer's clock and dice are left out. */
    private static Bytes digest(Command command) {
        try {
            Command asked =
                    command.toBuilder().clearTimeMillis().clearMintedSuffix().build();
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(asked.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static RememberedAnswer parse(Bytes value) {
        try {
            return RememberedAnswer.parseFrom(value.toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StoreFailure("a remembered answer cannot be read", e);
        }
    }
}
