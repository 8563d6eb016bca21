package org.yuanliu.node.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import org.yuanliu.command.Command;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.StoreFailure;

/** An entry of the change log: the command as protobuf. Its {@code format} field is the format mark. */
public final class StoredCommand {
    private StoredCommand() {}

    public static Bytes write(Command command) {
        return Bytes.wrap(command.toByteArray());
    }

    public static Command read(Bytes value) {
        try {
            return Command.parseFrom(value.toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new StoreFailure("a change log entry cannot be read", e);
        }
    }
}
