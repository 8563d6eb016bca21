package org.yuanliu.node.ledger;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.command.Command;
import org.yuanliu.command.ParcelItem;
import org.yuanliu.command.WriteParcel;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.View;
import org.yuanliu.node.store.View.Entry;

/** The change log: without a gap from 1 to the last sequence, and in the history of each record it changes. */
final class ChangeCheck {
    private final View view;
    private final Findings findings;
    private final long last;
    private long reached;

    ChangeCheck(View view, Findings findings) {
        this.view = view;
        this.findings = findings;
        this.last = Keys.meta(view, Keys.LAST_SEQUENCE);
    }

    void change(Entry entry) {
        long sequence = Keys.parseChange(entry.key());
        findings.demand(sequence == reached + 1, "The change log has a gap", "before " + sequence);
        Command command = StoredCommand.read(entry.value());
        findings.demand(
                command.getFormat() == StateMachine.FORMAT, "A change has a format that is not known", sequence);
        reached = sequence;
        if (command.hasParcel()) {
            parcel(command.getParcel());
        } else {
            record(command).ifPresent(this::demandHistory);
        }
    }

    /** Each accepted item has a sequence, from the parcel's on. */
    private void parcel(WriteParcel parcel) {
        Set<Integer> refused = new HashSet<>(parcel.getRefusedList());
        reached--;
        for (int i = 0; i < parcel.getItemsCount(); i++) {
            if (!refused.contains(i)) {
                reached++;
                ParcelItem item = parcel.getItems(i);
                identifier(
                                item.hasUpdate()
                                        ? item.getUpdate().getIdentifier()
                                        : item.getCreate().getIdentifier())
                        .ifPresent(this::demandHistory);
            }
        }
        if (refused.size() == parcel.getItemsCount()) {
            reached++;
        }
    }

    private void demandHistory(Identifier identifier) {
        findings.demand(
                view.get(Family.HISTORY, Keys.history(identifier, reached)).isPresent(),
                "A change of a record is not in its history",
                identifier + " change " + reached);
    }

    void end() {
        findings.demand(
                reached == last, "The change log does not end where it should", reached + " instead of " + last);
    }

    /** The record that a command changes; homing changes none. */
    private static Optional<Identifier> record(Command command) {
        return switch (command.getChangeCase()) {
            case INIT_NODE -> identifier(command.getInitNode().getIdentifier());
            case CREATE -> identifier(command.getCreate().getIdentifier().concat(command.getMintedSuffixBytes()));
            case DELETE -> identifier(command.getDelete().getIdentifier());
            case ADD -> identifier(command.getAdd().getIdentifier());
            case REMOVE -> identifier(command.getRemove().getIdentifier());
            case MODIFY -> identifier(command.getModify().getIdentifier());
            case UPDATE -> identifier(command.getUpdate().getIdentifier());
            case ADMIT -> identifier(command.getAdmit().getIdentifier());
            case PUT_ENTERPRISE -> identifier(command.getPutEnterprise().getIdentifier());
            case ADVANCE_ENTERPRISE -> identifier(command.getAdvanceEnterprise().getIdentifier());
            case ADVANCE_PREFIX -> identifier(command.getAdvancePrefix().getIdentifier());
            case SET_QUOTA -> identifier(command.getSetQuota().getIdentifier());
            case ADD_USER -> identifier(command.getAddUser().getIdentifier());
            case SET_USER_KEY -> identifier(command.getSetUserKey().getIdentifier());
            case REMOVE_USER -> identifier(command.getRemoveUser().getIdentifier());
            case HOME, UNHOME, PARCEL, RESOLUTIONS -> Optional.empty();
            case CHANGE_NOT_SET -> throw new StoreFailure("a command changes nothing");
        };
    }

    private static Optional<Identifier> identifier(ByteString spelled) {
        try {
            return Optional.of(Identifier.of(Bytes.wrap(spelled.toByteArray())));
        } catch (MalformedMessage e) {
            throw new StoreFailure(e.getMessage(), e);
        }
    }
}
