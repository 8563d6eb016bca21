package org.yuanliu.protobuf;

import java.util.Optional;
import org.yuanliu.grpc.Record;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Version;

/** Records, their versions and the proof that they were written, to and from {@code yuanliu/v1}. */
public final class RecordMessages {
    private RecordMessages() {}

    public static Record write(Outcome.Found found) {
        return Record.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(found.identifier().bytes()))
                .addAllElements(ElementMessages.write(found.elements().list()))
                .setVersion(found.version())
                .setModifiedMillis(found.modifiedMillis())
                .build();
    }

    public static Outcome.Found read(Record message, String field) throws BadField {
        return new Outcome.Found(
                ElementMessages.identifier(message.getIdentifierBytes(), field + ".identifier"),
                Elements.of(ElementMessages.read(message.getElementsList(), field + ".elements")),
                message.getVersion(),
                message.getModifiedMillis());
    }

    public static org.yuanliu.grpc.Version write(Version version) {
        var message = org.yuanliu.grpc.Version.newBuilder()
                .setVersion(version.version())
                .setSequence(version.sequence())
                .setMillis(version.millis())
                .setAction(version.action())
                .setReason(version.reason())
                .addAllBefore(ElementMessages.write(version.before().list()))
                .addAllAfter(ElementMessages.write(version.after().list()));
        version.by().ifPresent(by -> message.setBy(ElementMessages.write(by)));
        return message.build();
    }

    public static Version read(org.yuanliu.grpc.Version message, String field) throws BadField {
        Optional<Reference> by =
                message.hasBy() ? Optional.of(ElementMessages.read(message.getBy(), field + ".by")) : Optional.empty();
        return new Version(
                message.getVersion(),
                message.getSequence(),
                message.getMillis(),
                by,
                message.getAction(),
                Elements.of(ElementMessages.read(message.getBeforeList(), field + ".before")),
                Elements.of(ElementMessages.read(message.getAfterList(), field + ".after")),
                message.getReason());
    }

    public static org.yuanliu.grpc.Written write(Outcome.Written written) {
        return org.yuanliu.grpc.Written.newBuilder()
                .setIdentifierBytes(
                        ElementMessages.byteString(written.identifier().bytes()))
                .setVersion(written.version())
                .setSequence(written.sequence())
                .build();
    }

    public static Outcome.Written read(org.yuanliu.grpc.Written message) throws BadField {
        return new Outcome.Written(
                ElementMessages.identifier(message.getIdentifierBytes(), "identifier"),
                message.getVersion(),
                message.getSequence());
    }
}
