package org.yuanliu.model;

import java.util.List;

/**
 * One typed value of a record (what the Handle texts call a handle value; wire reference, section 6).
 *
 * @param index 1..2^31-1, unique in its record
 * @param timestamp unix seconds of the last write, unsigned 32 bits; set by the node, 0 if not yet written
 * @param references other elements this one points to; rarely used, kept byte for byte
 */
public record Element(
        int index,
        int timestamp,
        Ttl ttl,
        Permissions permissions,
        ElementType type,
        Bytes data,
        List<Reference> references) {
    public Element {
        references = List.copyOf(references);
    }

    /** An element with the default ttl and the given permissions, not yet written. */
    public static Element of(int index, ElementType type, Bytes data, Permissions permissions) {
        return new Element(index, 0, Ttl.DEFAULT, permissions, type, data, List.of());
    }

    /** A publicly readable element with the default ttl, not yet written. */
    public static Element of(int index, ElementType type, Bytes data) {
        return of(index, type, data, Permissions.DEFAULT);
    }

    /** A publicly readable text element with the default ttl, not yet written. */
    public static Element of(int index, String type, String text) {
        return of(index, new ElementType(type), Bytes.utf8(text));
    }

    public Element writtenAt(int unixSeconds) {
        return new Element(index, unixSeconds, ttl, permissions, type, data, references);
    }

    public boolean isPublic() {
        return permissions.allow(Permissions.PUBLIC_READ);
    }

    /** The data as text; bytes that are not UTF-8 become U+FFFD. */
    public String text() {
        return data.utf8();
    }

    /** For complaints and tests; says nothing of what not everyone may read, which may be a secret. */
    @Override
    public String toString() {
        String shown = isPublic() ? data.toString() : "***";
        return "Element[" + index + " " + type + " " + shown + " permissions " + permissions.bits() + " " + ttl
                + " written " + Integer.toUnsignedString(timestamp) + " " + references + "]";
    }
}
