package org.yuanliu.node.registry;

import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.HistoryEntry;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.Applier;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;

/** Applies commands about records and prefixes: judges them, then writes record, history and homed prefixes. */
public final class Rules implements Applier {

    @Override
    public Answer apply(Command command, long sequence, Draft draft) {
        try {
            Plan plan = new Judge(draft, command).decide();
            return Answers.done(plan.identifier(), write(plan, command, sequence, draft), sequence);
        } catch (Refusal e) {
            return Answers.refused(e.problem());
        }
    }

    /** Writes a plan and tells the version of the record after it, 0 if there is none. */
    private static long write(Plan plan, Command command, long sequence, Draft draft) {
        writeHoming(plan, draft);
        if (command.hasInitNode()) {
            draft.put(
                    Family.META, Keys.NODE_PREFIX, Bytes.utf8(plan.identifier().suffix()));
        }
        if (plan.old().isEmpty() && plan.now().isEmpty()) {
            return 0;
        }
        long version = nextVersion(plan, draft);
        writeRecord(plan, version, command.getTimeMillis(), draft);
        draft.put(Family.HISTORY, Keys.history(plan.identifier(), sequence), history(plan, command, version));
        return plan.now().isPresent() ? version : 0;
    }

    private static void writeHoming(Plan plan, Draft draft) {
        Bytes prefix = Keys.prefix(plan.identifier().suffix());
        switch (plan.homing()) {
            case HOME -> draft.put(Family.PREFIXES, prefix, Bytes.EMPTY);
            case UNHOME -> draft.delete(Family.PREFIXES, prefix);
            case UNCHANGED -> {}
        }
    }

    private static void writeRecord(Plan plan, long version, long millis, Draft draft) {
        Identifier identifier = plan.identifier();
        if (plan.now().isEmpty()) {
            draft.delete(Family.RECORDS, Keys.record(identifier));
            draft.put(Family.DELETED, Keys.record(identifier), Keys.number(version));
            return;
        }
        long created = plan.old().map(StoredRecord::createdMillis).orElse(millis);
        StoredRecord record =
                StoredRecord.of(version, created, millis, plan.now().get());
        draft.put(Family.RECORDS, Keys.record(identifier), record.bytes());
        if (plan.old().isEmpty() && version > 1) {
            draft.delete(Family.DELETED, Keys.record(identifier));
        }
    }

    private static long nextVersion(Plan plan, Draft draft) {
        return 1
                + plan.old()
                        .map(StoredRecord::version)
                        .or(() -> draft.get(Family.DELETED, Keys.record(plan.identifier()))
                                .map(Keys::parseNumber))
                        .orElse(0L);
    }

    private static Bytes history(Plan plan, Command command, long version) {
        HistoryEntry.Builder entry = HistoryEntry.newBuilder()
                .setVersion(version)
                .setAction(plan.action())
                .setTimeMillis(command.getTimeMillis());
        if (command.hasBy()) {
            entry.setBy(command.getBy());
        }
        if (!plan.before().isEmpty()) {
            entry.setBefore(Commands.list(Elements.of(plan.before())));
        }
        return Bytes.wrap(entry.build().toByteArray());
    }
}
