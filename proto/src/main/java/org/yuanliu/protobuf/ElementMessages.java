package org.yuanliu.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.grpc.Element.DataCase;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Ttl;

/** Elements and what they consist of, to and from {@code yuanliu/v1/types.proto}. */
public final class ElementMessages {
    private ElementMessages() {}

    /** Data that is UTF-8 becomes text, any other binary. */
    public static org.yuanliu.grpc.Element write(Element element) {
        var message = org.yuanliu.grpc.Element.newBuilder()
                .setIndex(element.index())
                .setType(element.type().name())
                .setPermissions(element.permissions().bits())
                .setTimestamp(element.timestamp());
        ByteString data = byteString(element.data());
        if (data.isValidUtf8()) {
            message.setTextBytes(data);
        } else {
            message.setBinary(data);
        }
        if (element.ttl().absolute()) {
            message.setTtlUntil(element.ttl().seconds());
        } else {
            message.setTtlSeconds(element.ttl().seconds());
        }
        for (Reference reference : element.references()) {
            message.addReferences(write(reference));
        }
        return message.build();
    }

    public static List<org.yuanliu.grpc.Element> write(List<Element> elements) {
        List<org.yuanliu.grpc.Element> messages = new ArrayList<>(elements.size());
        for (Element element : elements) {
            messages.add(write(element));
        }
        return messages;
    }

    /**
     * Reads one element.
     *
     * @param field path of the message, for the complaint
     */
    public static Element read(org.yuanliu.grpc.Element message, String field) throws BadField {
        return new Element(
                index(message.getIndex(), field + ".index"),
                message.getTimestamp(),
                ttl(message, field),
                permissions(message, field),
                new ElementType(message.getType()),
                data(message),
                references(message.getReferencesList(), field + ".references"));
    }

    public static List<Element> read(List<org.yuanliu.grpc.Element> messages, String field) throws BadField {
        List<Element> elements = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            elements.add(read(messages.get(i), field + "[" + i + "]"));
        }
        return elements;
    }

    public static org.yuanliu.grpc.Reference write(Reference reference) {
        return org.yuanliu.grpc.Reference.newBuilder()
                .setIdentifierBytes(byteString(reference.identifier().bytes()))
                .setIndex(reference.index())
                .build();
    }

    public static Reference read(org.yuanliu.grpc.Reference message, String field) throws BadField {
        int index = message.getIndex();
        if (index < 0) {
            throw new BadField(field + ".index", Integer.toUnsignedString(index) + " is above 2147483647");
        }
        return new Reference(identifier(message.getIdentifierBytes(), field + ".identifier"), index);
    }

    public static Identifier identifier(ByteString text, String field) throws BadField {
        try {
            return Identifier.of(bytes(text));
        } catch (MalformedMessage e) {
            throw new BadField(field, e);
        }
    }

    /** An element's index: 1..2^31-1. */
    public static int index(int index, String field) throws BadField {
        if (index <= 0) {
            throw new BadField(field, Integer.toUnsignedString(index) + " is not in 1..2147483647");
        }
        return index;
    }

    /** The same bytes without a second copy. */
    public static ByteString byteString(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toArray());
    }

    public static Bytes bytes(ByteString bytes) {
        return bytes.isEmpty() ? Bytes.EMPTY : Bytes.wrap(bytes.toByteArray());
    }

    private static Ttl ttl(org.yuanliu.grpc.Element message, String field) throws BadField {
        if (!message.hasTtlUntil()) {
            return message.hasTtlSeconds() ? new Ttl(false, message.getTtlSeconds()) : Ttl.DEFAULT;
        }
        if (message.hasTtlSeconds()) {
            throw new BadField(field + ".ttl_until", "ttl_seconds is given too; only one of them can hold");
        }
        return new Ttl(true, message.getTtlUntil());
    }

    private static Permissions permissions(org.yuanliu.grpc.Element message, String field) throws BadField {
        if (!message.hasPermissions()) {
            return Permissions.DEFAULT;
        }
        int bits = message.getPermissions();
        if (bits < 0 || bits > 15) {
            throw new BadField(field + ".permissions", Integer.toUnsignedString(bits) + " is not in 0..15");
        }
        return new Permissions(bits);
    }

    private static Bytes data(org.yuanliu.grpc.Element message) {
        return bytes(message.getDataCase() == DataCase.BINARY ? message.getBinary() : message.getTextBytes());
    }

    private static List<Reference> references(List<org.yuanliu.grpc.Reference> messages, String field) throws BadField {
        List<Reference> references = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            references.add(read(messages.get(i), field + "[" + i + "]"));
        }
        return references;
    }
}
