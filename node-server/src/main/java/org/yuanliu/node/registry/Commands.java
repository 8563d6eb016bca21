package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.yuanliu.command.AddElements;
import org.yuanliu.command.AdmitPrefix;
import org.yuanliu.command.Command;
import org.yuanliu.command.CreateRecord;
import org.yuanliu.command.DeleteRecord;
import org.yuanliu.command.ElementList;
import org.yuanliu.command.HomePrefix;
import org.yuanliu.command.Identity;
import org.yuanliu.command.InitNode;
import org.yuanliu.command.ModifyElements;
import org.yuanliu.command.ParcelItem;
import org.yuanliu.command.RemoveElements;
import org.yuanliu.command.UnhomePrefix;
import org.yuanliu.command.UpdateRecord;
import org.yuanliu.command.WriteParcel;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.node.ledger.Answers;
import org.yuanliu.node.ledger.StateMachine;

/** Between changes as requested and commands as applied. */
final class Commands {
    private Commands() {}

    /** A command for the change; who, when and under which request id are still to be set. */
    static Command.Builder of(Request.Change change) {
        Command.Builder command = Command.newBuilder().setFormat(StateMachine.FORMAT);
        if (change instanceof Request.Create c) {
            return command.setCreate(create(c));
        }
        if (change instanceof Request.Delete c) {
            return command.setDelete(DeleteRecord.newBuilder().setIdentifier(bytes(c.identifier())));
        }
        if (change instanceof Request.HomePrefix c) {
            return command.setHome(HomePrefix.newBuilder().setIdentifier(bytes(c.identifier())));
        }
        if (change instanceof Request.UnhomePrefix c) {
            return command.setUnhome(UnhomePrefix.newBuilder().setIdentifier(bytes(c.identifier())));
        }
        if (change instanceof Request.AdmitPrefix c) {
            return command.setAdmit(AdmitPrefix.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setElements(list(c.elements())));
        }
        return DirectoryCommands.of(change, command).orElseGet(() -> edit(change, command));
    }

    private static Command.Builder edit(Request.Change change, Command.Builder command) {
        if (change instanceof Request.AddElements c) {
            return command.setAdd(AddElements.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setElements(list(c.elements()))
                    .setOverwrite(c.overwrite()));
        }
        if (change instanceof Request.RemoveElements c) {
            return command.setRemove(RemoveElements.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .addAllIndexes(c.indexes()));
        }
        if (change instanceof Request.ModifyElements c) {
            return command.setModify(ModifyElements.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setElements(list(c.elements())));
        }
        if (change instanceof Request.Update c) {
            return command.setUpdate(update(c));
        }
        throw new IllegalArgumentException("no command for " + change.getClass());
    }

    private static CreateRecord.Builder create(Request.Create change) {
        return CreateRecord.newBuilder()
                .setIdentifier(bytes(change.identifier()))
                .setElements(list(change.elements()))
                .setOverwrite(change.overwrite());
    }

    private static UpdateRecord.Builder update(Request.Update change) {
        UpdateRecord.Builder update = UpdateRecord.newBuilder()
                .setIdentifier(bytes(change.identifier()))
                .setPut(list(change.put()))
                .addAllRemove(change.remove());
        change.expectedVersion().ifPresent(update::setExpectedVersion);
        return update;
    }

    /** The first command of a node's life. */
    static Command.Builder init(Identifier prefixRecord, List<Element> elements) {
        return Command.newBuilder()
                .setFormat(StateMachine.FORMAT)
                .setInitNode(
                        InitNode.newBuilder().setIdentifier(bytes(prefixRecord)).setElements(list(elements)));
    }

    static Identity identity(Reference by) {
        return Identity.newBuilder()
                .setIdentifier(by.identifier().key().utf8())
                .setIndex(by.index())
                .build();
    }

    static Optional<Reference> by(Command command) {
        return command.hasBy() ? Optional.of(reference(command.getBy())) : Optional.empty();
    }

    static Reference reference(Identity identity) {
        return new Reference(Identifier.ofKey(Bytes.utf8(identity.getIdentifier())), identity.getIndex());
    }

    static ElementList list(Elements elements) {
        return ElementList.newBuilder()
                .setBytes(Answers.byteString(elements.bytes()))
                .setCount(elements.count())
                .build();
    }

    static Elements elements(ElementList list) {
        return Elements.trusted(Bytes.wrap(list.getBytes().toByteArray()), list.getCount());
    }

    /** A parcel; who and when are still to be set. */
    static Command.Builder of(Request.Parcel parcel) {
        WriteParcel.Builder message =
                WriteParcel.newBuilder().setSource(parcel.source()).setNumber(parcel.number());
        parcel.items().forEach(item -> message.addItems(of(item)));
        return Command.newBuilder().setFormat(StateMachine.FORMAT).setParcel(message);
    }

    /** An item that is no longer in the words of a template. */
    static ParcelItem.Builder of(Request.ParcelItem item) {
        if (item instanceof Request.Create c) {
            return ParcelItem.newBuilder().setCreate(create(c));
        }
        if (item instanceof Request.Update c) {
            return Registry.validReason(c.reason())
                    ? ParcelItem.newBuilder().setUpdate(update(c)).setReason(c.reason())
                    : ParcelItem.newBuilder()
                            .setUnfit(Answers.refusal(
                                    Problem.of(Reason.INVALID_ARGUMENT, "The reason", Registry.RIGHT_REASON)));
        }
        return ParcelItem.newBuilder().setUnfit(Answers.refusal(((Request.Unfit) item).problem()));
    }

    /** An item of a parcel as a command of its own. */
    static Command item(Command parcel, int position) throws Refusal {
        ParcelItem item = parcel.getParcel().getItems(position);
        Command.Builder alone = Command.newBuilder()
                .setTimeMillis(parcel.getTimeMillis())
                .setBy(parcel.getBy())
                .setReason(item.getReason());
        return switch (item.getChangeCase()) {
            case CREATE -> alone.setCreate(item.getCreate()).build();
            case UPDATE -> alone.setUpdate(item.getUpdate()).build();
            case UNFIT, CHANGE_NOT_SET -> throw new Refusal(Answers.problem(item.getUnfit()));
        };
    }

    /** The elements that an accepted command wrote, with the time of their writing. */
    static Elements written(Command command) {
        int seconds = (int) (command.getTimeMillis() / 1000);
        return put(command).writtenAt(seconds);
    }

    private static Elements put(Command command) {
        return switch (command.getChangeCase()) {
            case INIT_NODE -> elements(command.getInitNode().getElements());
            case CREATE -> elements(command.getCreate().getElements());
            case ADMIT -> elements(command.getAdmit().getElements());
            case ADD, MODIFY, UPDATE -> elements(Edit.of(command).put());
            case DELETE, REMOVE, HOME, UNHOME, PARCEL, RESOLUTIONS, CHANGE_NOT_SET -> Elements.NONE;
            case PUT_ENTERPRISE, ADVANCE_ENTERPRISE, ADVANCE_PREFIX, SET_QUOTA -> Elements.NONE;
            case ADD_USER, SET_USER_KEY, REMOVE_USER -> Elements.NONE;
        };
    }

    private static ElementList list(List<Element> elements) {
        return list(Elements.of(elements));
    }

    private static ByteString bytes(Identifier identifier) {
        return Answers.byteString(identifier.bytes());
    }
}
