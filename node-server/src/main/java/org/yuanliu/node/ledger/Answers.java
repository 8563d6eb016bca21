package org.yuanliu.node.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Done;
import org.yuanliu.command.Refusal;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

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

    public static Answer refused(Problem problem) {
        return Answer.newBuilder()
                .setRefusal(Refusal.newBuilder()
                        .setReason(problem.reason().name())
                        .addAllDetails(problem.details())
                        .addAllIndexes(problem.indexes()))
                .build();
    }

    public static Answer refused(Reason reason, String... details) {
        return refused(Problem.of(reason, details));
    }

    public static Outcome outcome(Answer answer) {
        if (answer.hasDone()) {
            Done done = answer.getDone();
            return new Outcome.Written(identifier(done.getIdentifier()), done.getVersion(), done.getSequence());
        }
        Refusal refusal = answer.getRefusal();
        return new Outcome.Refused(
                new Problem(Reason.valueOf(refusal.getReason()), refusal.getDetailsList(), refusal.getIndexesList()));
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
