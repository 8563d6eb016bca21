package org.yuanliu.node.ledger;

import java.util.Optional;
import org.yuanliu.command.RememberedAnswer;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.View.Entry;

/**
 * Remembered answers and the order in which they expire: a queue from head to tail. An id used again has a later place
 * too; its earlier one then points to the same answer.
 */
final class AnswerCheck {
    private final View view;
    private final Findings findings;
    private final long head;
    private final long tail;
    private long queued;

    AnswerCheck(View view, Findings findings) {
        this.view = view;
        this.findings = findings;
        this.head = Keys.meta(view, Keys.ANSWERS_HEAD);
        this.tail = Keys.meta(view, Keys.ANSWERS_TAIL);
    }

    void entry(Entry entry) {
        if (entry.key().startsWith(Keys.ALL_ANSWER_ORDER)) {
            place(Keys.parseAnswerOrder(entry.key()), entry.value());
        } else {
            String who = Keys.parseAnswer(entry.key()).toString();
            long order = Remembered.parse(entry.value()).getOrder();
            findings.demand(
                    view.get(Family.ANSWERS, Keys.answerOrder(order)).equals(Optional.of(entry.key())),
                    "A remembered answer has no place in the order of answers",
                    who);
        }
    }

    private void place(long number, Bytes answer) {
        queued++;
        findings.demand(head <= number && number < tail, "The order of answers has a place outside of it", number);
        Optional<RememberedAnswer> remembered = view.get(Family.ANSWERS, answer).map(Remembered::parse);
        findings.demand(remembered.isPresent(), "A place in the order of answers has no answer", number);
        findings.demand(
                remembered.filter(a -> a.getOrder() < number).isEmpty(),
                "A place in the order of answers has an answer with an earlier place",
                number);
    }

    void end() {
        findings.demand(
                queued == tail - head,
                "The order of answers has gaps",
                queued + " places between " + head + " and " + tail);
    }
}
