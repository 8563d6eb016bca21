package org.yuanliu.node.registry;

import java.util.Optional;
import org.yuanliu.command.Answer;
import org.yuanliu.command.Command;
import org.yuanliu.command.HistoryEntry;
import org.yuanliu.command.RefusedItem;
import org.yuanliu.command.Verdicts;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.Applier;
import org.yuanliu.node.store.Draft;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.template.Template;

/** Applies commands about records and prefixes: judges them, then writes record, history and homed prefixes. */
public final class Rules implements Applier {

    /**
     * Where a change stands in the change log.
     *
     * @param sequence its own
     * @param parcel sequence under which the log keeps the parcel it came in; 0 if it came alone
     * @param position among the items of the parcel
     */
    private record Place(long sequence, long parcel, int position) {}

    private final TemplateRules templates = new TemplateRules(new Templates());
    private final Quota quota = new Quota();

    @Override
    public Answer apply(Command command, long sequence, Draft draft) {
        if (command.hasParcel()) {
            return parcel(command, sequence, draft);
        }
        if (command.hasResolutions()) {
            Statistics.count(command.getResolutions(), command.getTimeMillis(), draft);
            return Answers.done(sequence);
        }
        try {
            Plan plan = new Judge(draft, command).decide();
            Place place = new Place(sequence, 0, 0);
            if (plan.also().isPresent()) {
                // Before anything is written: what is refused leaves the draft as it was.
                check(plan.also().get(), draft);
            }
            long version = write(plan, command, place, draft);
            if (plan.also().isPresent()) {
                write(plan.also().get(), command, place, draft);
            }
            return Answers.done(plan.identifier(), version, sequence);
        } catch (Refusal e) {
            return Answers.refused(e.problem());
        }
    }

    /** Each item by itself, one after the other: a later one sees what an earlier one did. */
    private Answer parcel(Command command, long first, Draft draft) {
        Verdicts.Builder verdicts = Verdicts.newBuilder().setFirstSequence(first);
        var authority = new Authority(draft, Commands.by(command));
        long sequence = first;
        for (int i = 0; i < command.getParcel().getItemsCount(); i++) {
            try {
                Command item = Commands.item(command, i);
                Plan plan = new Judge(draft, item, authority).decide();
                verdicts.addVersions(write(plan, item, new Place(sequence, first, i), draft));
                sequence++;
                if (plan.touchesRights()) {
                    authority = new Authority(draft, Commands.by(command));
                }
            } catch (Refusal e) {
                verdicts.addVersions(0);
                verdicts.addRefused(RefusedItem.newBuilder().setPosition(i).setRefusal(Answers.refusal(e.problem())));
            }
        }
        return Answer.newBuilder().setVerdicts(verdicts).build();
    }

    private Optional<Template> check(Plan plan, Draft draft) throws Refusal {
        quota.demandRoom(plan, draft);
        return templates.check(plan, draft);
    }

    /** Writes a plan and tells the version of the record after it, 0 if there is none. */
    private long write(Plan plan, Command command, Place place, Draft draft) throws Refusal {
        Optional<Template> template = check(plan, draft);
        if (command.hasInitNode()) {
            draft.put(
                    Family.META, Keys.NODE_PREFIX, Bytes.utf8(plan.identifier().suffix()));
        }
        if (plan.old().isEmpty() && plan.now().isEmpty()) {
            Homes.follow(plan, draft);
            return version(plan.identifier(), draft);
        }
        long version = nextVersion(plan, draft);
        writeRecord(plan, version, command.getTimeMillis(), draft);
        Statistics.count(plan, command.getTimeMillis(), draft);
        updateIndex(plan, template, command.getTimeMillis(), draft);
        Homes.follow(plan, draft);
        draft.putUnread(
                Family.HISTORY,
                Keys.history(plan.identifier(), place.sequence()),
                history(plan, command, place, version));
        return plan.now().isPresent() ? version : 0;
    }

    private void updateIndex(Plan plan, Optional<Template> template, long millis, Draft draft) {
        Optional<Template> before = TemplateRules.isTemplateRecord(plan.identifier())
                ? Optional.empty()
                : plan.old().flatMap(old -> templates.of(old.stored(), draft));
        if (before.isPresent() || template.isPresent()) {
            long created = plan.old().map(StoredRecord::createdMillis).orElse(millis);
            Index.update(plan, before, template, created, draft);
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

    /** Of a record that stays as it is; 0 if there is none. */
    private static long version(Identifier identifier, Draft draft) {
        return draft.get(Family.RECORDS, Keys.record(identifier))
                .map(StoredRecord::read)
                .map(StoredRecord::version)
                .orElse(0L);
    }

    private static long nextVersion(Plan plan, Draft draft) {
        return 1
                + plan.old()
                        .map(StoredRecord::version)
                        .or(() -> draft.get(Family.DELETED, Keys.record(plan.identifier()))
                                .map(Keys::parseNumber))
                        .orElse(0L);
    }

    private static Bytes history(Plan plan, Command command, Place place, long version) {
        HistoryEntry.Builder entry = HistoryEntry.newBuilder()
                .setVersion(version)
                .setAction(plan.action())
                .setTimeMillis(command.getTimeMillis())
                .setReason(command.getReason());
        if (command.hasBy()) {
            entry.setBy(command.getBy());
        }
        if (!plan.before().isEmpty()) {
            entry.setBefore(Commands.list(Elements.of(plan.before())));
        }
        if (DirectoryCommands.isOne(command)) {
            entry.setAfter(Commands.list(Elements.of(plan.written())));
        }
        if (place.parcel() > 0) {
            entry.setParcelSequence(place.parcel()).setParcelPlace(place.position() + 1);
        }
        return Bytes.wrap(entry.build().toByteArray());
    }
}
