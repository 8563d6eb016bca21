package org.yuanliu.node.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Done;
import org.yuanliu.command.Refusal;
import org.yuanliu.command.RefusedItem;
import org.yuanliu.command.RuleBroken;
import org.yuanliu.command.RuleBrokenPart;
import org.yuanliu.command.Verdicts;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** Between the answers the ledger keeps and the outcomes the rest of the node speaks of. */
public final class Answers {
    private Answers() {}

    public static Answer done(Identifier identifier, long version, long sequence) {
        return Answer.newBuilder()
                .setDone(Done.newBuilder()
                        .setIdentifier(byteString(identifier.bytes()))
                        .setVersion(version)
                        .setSequence(sequence))
                .build();
    }

    /** Of a command that changes no record. */
    public static Answer done(long sequence) {
        return Answer.newBuilder()
                .setDone(Done.newBuilder().setSequence(sequence))
                .build();
    }

    public static Answer refused(Problem problem) {
        return Answer.newBuilder().setRefusal(refusal(problem)).build();
    }

    public static Refusal refusal(Problem problem) {
        return Refusal.newBuilder()
                .setReason(problem.reason().name())
                .addAllDetails(problem.details())
                .addAllIndexes(problem.indexes())
                .addAllViolations(
                        problem.violations().stream().map(Answers::violation).toList())
                .build();
    }

    private static RuleBroken violation(Violation violation) {
        RuleBroken.Builder broken = RuleBroken.newBuilder()
                .setField(violation.field())
                .setIndex(violation.index())
                .setRule(violation.rule().name())
                .setValue(violation.value())
                .setRight(violation.right())
                .setHint(violation.hint());
        violation
                .part()
                .ifPresent(part -> broken.setPart(RuleBrokenPart.newBuilder()
                        .setAt(part.at())
                        .setWritten(part.written())
                        .setFound(part.found())
                        .setRight(part.right())));
        return broken.build();
    }

    private static Violation violation(RuleBroken broken) {
        return new Violation(
                broken.getField(),
                broken.getIndex(),
                Rule.valueOf(broken.getRule()),
                broken.getValue(),
                broken.getRight(),
                broken.getHint(),
                broken.hasPart() ? Optional.of(part(broken.getPart())) : Optional.empty());
    }

    private static Violation.Part part(RuleBrokenPart part) {
        return new Violation.Part(part.getAt(), part.getWritten(), part.getFound(), part.getRight());
    }

    public static Answer refused(Reason reason, String... details) {
        return refused(Problem.of(reason, details));
    }

    /** Whether the command has its place in the change log. */
    static boolean accepted(Answer answer) {
        return !answer.hasRefusal();
    }

    /** How many sequences the accepted command takes: one for each change, and one at least. */
    static long sequences(Answer answer) {
        int items =
                answer.getVerdicts().getVersionsCount() - answer.getVerdicts().getRefusedCount();
        return Math.max(1, items);
    }

    /** The outcome of a command that is no parcel. */
    public static Outcome outcome(Answer answer) {
        if (answer.hasDone()) {
            Done done = answer.getDone();
            return new Outcome.Written(identifier(done.getIdentifier()), done.getVersion(), done.getSequence());
        }
        return refused(answer.getRefusal());
    }

    /** The outcome of a parcel with these items, as they were asked for or filled in. */
    public static Outcome outcome(Answer answer, List<Request.ParcelItem> asked) {
        if (answer.hasRefusal()) {
            return refused(answer.getRefusal());
        }
        Verdicts verdicts = answer.getVerdicts();
        Iterator<RefusedItem> refused = verdicts.getRefusedList().iterator();
        long sequence = verdicts.getFirstSequence();
        List<Outcome> items = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            items.add(
                    verdicts.getVersions(i) > 0
                            ? new Outcome.Written(identifier(asked.get(i)), verdicts.getVersions(i), sequence++)
                            : refused(refused.next().getRefusal()));
        }
        return new Outcome.Settled(items);
    }

    private static Identifier identifier(Request.ParcelItem accepted) {
        return accepted instanceof Request.Filled filled
                ? filled.identifier()
                : ((Request.Change) accepted).identifier();
    }

    private static Outcome.Refused refused(Refusal refusal) {
        return new Outcome.Refused(problem(refusal));
    }

    public static Problem problem(Refusal refusal) {
        return new Problem(
                Reason.valueOf(refusal.getReason()),
                refusal.getDetailsList(),
                refusal.getIndexesList(),
                refusal.getViolationsList().stream().map(Answers::violation).toList());
    }

    /** Bytes as protobuf wants them. */
    public static ByteString byteString(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toArray());
    }

    private static Identifier identifier(ByteString spelled) {
        try {
            return Identifier.of(Bytes.wrap(spelled.toByteArray()));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("the ledger answered with " + spelled, e);
        }
    }
}
