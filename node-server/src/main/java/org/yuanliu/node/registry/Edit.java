package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.OptionalLong;
import org.yuanliu.command.Command;
import org.yuanliu.command.ElementList;
import org.yuanliu.command.UpdateRecord;

/**
 * The four ways to change elements of a record, seen as one: elements to put, indexes to remove, and what must hold for
 * an index that is in use, or is not.
 *
 * @param mayAdd whether a put element may have a new index
 * @param mayReplace whether a put element may have an index in use
 */
record Edit(
        String action,
        ByteString identifier,
        ElementList put,
        List<Integer> remove,
        boolean mayAdd,
        boolean mayReplace,
        OptionalLong expectedVersion) {

    /** @param command one that edits: add, remove, modify or update */
    static Edit of(Command command) {
        ElementList none = ElementList.getDefaultInstance();
        OptionalLong any = OptionalLong.empty();
        return switch (command.getChangeCase()) {
            case ADD -> {
                var add = command.getAdd();
                yield new Edit("add", add.getIdentifier(), add.getElements(), List.of(), true, add.getOverwrite(), any);
            }
            case REMOVE -> {
                var remove = command.getRemove();
                yield new Edit("remove", remove.getIdentifier(), none, remove.getIndexesList(), false, false, any);
            }
            case MODIFY -> {
                var modify = command.getModify();
                yield new Edit("modify", modify.getIdentifier(), modify.getElements(), List.of(), false, true, any);
            }
            case UPDATE -> update(command.getUpdate());
            default -> throw new IllegalArgumentException(command.getChangeCase() + " is no edit");
        };
    }

    private static Edit update(UpdateRecord update) {
        OptionalLong expected =
                update.hasExpectedVersion() ? OptionalLong.of(update.getExpectedVersion()) : OptionalLong.empty();
        return new Edit(
                "update", update.getIdentifier(), update.getPut(), update.getRemoveList(), true, true, expected);
    }
}
