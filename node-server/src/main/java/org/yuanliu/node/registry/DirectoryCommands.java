package org.yuanliu.node.registry;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yuanliu.command.AddUser;
import org.yuanliu.command.AdvanceEnterprise;
import org.yuanliu.command.AdvancePrefix;
import org.yuanliu.command.Command;
import org.yuanliu.command.PutEnterprise;
import org.yuanliu.command.RemoveUser;
import org.yuanliu.command.SetQuota;
import org.yuanliu.command.SetUserKey;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;
import org.yuanliu.node.ledger.Answers;

/** Between changes of the directory as requested and commands as applied. */
final class DirectoryCommands {
    private DirectoryCommands() {}

    /** The change in the command; empty if it is not about the directory. */
    static Optional<Command.Builder> of(Request.Change change, Command.Builder command) {
        if (change instanceof Request.PutEnterprise c) {
            return Optional.of(command.setPutEnterprise(PutEnterprise.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setName(c.enterprise().name())
                    .setCreditCode(c.enterprise().creditCode())
                    .setIndustry(c.enterprise().industry())
                    .setRegion(c.enterprise().region())
                    .setRefusedWhenSuspended(c.enterprise().refusedWhenSuspended())
                    .setContact(c.contact())));
        }
        if (change instanceof Request.AdvanceEnterprise c) {
            return Optional.of(command.setAdvanceEnterprise(AdvanceEnterprise.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setState(c.state().word())));
        }
        if (change instanceof Request.AdvancePrefix c) {
            AdvancePrefix.Builder advance = AdvancePrefix.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setState(c.state().word());
            c.site().map(Answers::byteString).ifPresent(advance::setSite);
            return Optional.of(command.setAdvancePrefix(advance));
        }
        if (change instanceof Request.SetQuota c) {
            SetQuota.Builder quota = SetQuota.newBuilder().setIdentifier(bytes(c.identifier()));
            c.quota().ifPresent(quota::setQuota);
            return Optional.of(command.setSetQuota(quota));
        }
        return user(change, command);
    }

    private static Optional<Command.Builder> user(Request.Change change, Command.Builder command) {
        if (change instanceof Request.AddUser c) {
            return Optional.of(command.setAddUser(AddUser.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setRole(c.role().word())
                    .setKey(Commands.list(Elements.of(List.of(c.key()))))));
        }
        if (change instanceof Request.SetUserKey c) {
            return Optional.of(command.setSetUserKey(SetUserKey.newBuilder()
                    .setIdentifier(bytes(c.identifier()))
                    .setKey(Commands.list(Elements.of(List.of(c.key()))))));
        }
        if (change instanceof Request.RemoveUser c) {
            return Optional.of(command.setRemoveUser(RemoveUser.newBuilder().setIdentifier(bytes(c.identifier()))));
        }
        return Optional.empty();
    }

    /** Whether the command is about the directory: it does not say in full what it writes. */
    static boolean isOne(Command command) {
        return switch (command.getChangeCase()) {
            case PUT_ENTERPRISE, ADVANCE_ENTERPRISE, ADVANCE_PREFIX, SET_QUOTA, ADD_USER, SET_USER_KEY, REMOVE_USER ->
                true;
            default -> false;
        };
    }

    static Enterprise enterprise(PutEnterprise given, EnterpriseState state) {
        return new Enterprise(
                state,
                given.getName(),
                given.getCreditCode(),
                given.getIndustry(),
                given.getRegion(),
                given.getRefusedWhenSuspended());
    }

    static Optional<Bytes> site(AdvancePrefix advance) {
        return advance.getSite().isEmpty()
                ? Optional.empty()
                : Optional.of(Bytes.wrap(advance.getSite().toByteArray()));
    }

    static OptionalLong quota(SetQuota change) {
        return change.hasQuota() ? OptionalLong.of(change.getQuota()) : OptionalLong.empty();
    }

    private static ByteString bytes(Identifier identifier) {
        return Answers.byteString(identifier.bytes());
    }
}
