package org.yuanliu.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.DeleteRecord;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.MemoryStore;

class StateMachineTest {
    private static final long DAY = Remembered.KEEP_MILLIS;

    private final Draft draft = new Draft(new MemoryStore());
    private final StateMachine machine =
            new StateMachine((command, sequence, draft) -> Answers.done(Identifier.known("A/B"), 1, sequence), 3);

    @Test
    void fullMemoryOfAnswersTakesNewOnesAgainOnceItsOldestAreADayOld() {
        for (int i = 0; i < 3; i++) {
            assertThat(apply("first " + i, i).hasDone()).isTrue();
        }

        assertThat(apply("too many", 10).getRefusal().getReason()).isEqualTo("TOO_BUSY");
        assertThat(apply("after a day", DAY).hasDone()).isTrue();
        assertThat(apply("too many again", DAY).getRefusal().getReason()).isEqualTo("TOO_BUSY");
        assertThat(apply("after the next", DAY + 1).hasDone()).isTrue();
        assertThat(Keys.meta(draft, Keys.ANSWERS_TAIL) - Keys.meta(draft, Keys.ANSWERS_HEAD))
                .isEqualTo(3);
    }

    private Answer apply(String requestId, long millis) {
        return machine.apply(
                Command.newBuilder()
                        .setFormat(StateMachine.FORMAT)
                        .setTimeMillis(millis)
                        .setRequestId(requestId)
                        .setDelete(DeleteRecord.getDefaultInstance())
                        .build(),
                draft);
    }
}
