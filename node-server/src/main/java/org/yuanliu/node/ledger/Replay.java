package org.yuanliu.node.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;

/** Rebuilds a store from a change log: the log holds everything, all else follows from it. */
public final class Replay {
    private static final int GROUP = 64;

    private Replay() {}

    /**
     * Applies every command in the change log of {@code source} to {@code target}, which must be empty.
     *
     * @param progress gets the sequence reached, now and then
     * @return number of commands applied
     * @throws StoreFailure if a command is refused now that was accepted then, or the log has a gap
     */
    public static long into(Store target, View source, StateMachine machine, LongConsumer progress) {
        long commands = 0;
        Optional<Bytes> after = Optional.empty();
        while (true) {
            List<View.Entry> entries = source.scan(Family.CHANGES, Bytes.EMPTY, after, GROUP);
            if (entries.isEmpty()) {
                return commands;
            }
            Draft draft = new Draft(target);
            for (View.Entry entry : entries) {
                apply(entry, machine, draft);
            }
            commands += entries.size();
            progress.accept(Keys.meta(draft, Keys.LAST_SEQUENCE));
            target.commit(draft.batch());
            after = Optional.of(entries.get(entries.size() - 1).key());
        }
    }

    private static void apply(View.Entry entry, StateMachine machine, Draft draft) {
        long expected = Keys.meta(draft, Keys.LAST_SEQUENCE) + 1;
        if (Keys.parseChange(entry.key()) != expected) {
            throw new StoreFailure("the change log has no change " + expected);
        }
        Command command = StoredCommand.read(entry.value());
        Answer answer = machine.apply(command, draft);
        if (!Answers.accepted(answer)) {
            throw new StoreFailure("change " + expected + " is refused now: "
                    + answer.getRefusal().getReason());
        }
    }
}
