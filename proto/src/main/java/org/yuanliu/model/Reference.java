package org.yuanliu.model;

/**
 * Names one element of a record: an administrator's key, a member of a group. Written {@code 300:0.NA/88.118.8}.
 *
 * @param identifier the record
 * @param index the element's index; 0 means any
 */
public record Reference(Identifier identifier, int index) {
    /**
     * Reads {@code index:identifier}.
     *
     * @throws MalformedMessage if the text has another shape
     */
    public static Reference of(String text) throws MalformedMessage {
        int colon = text.indexOf(':');
        if (colon > 0 && text.substring(0, colon).matches("[0-9]{1,9}")) {
            return new Reference(Identifier.of(text.substring(colon + 1)), Integer.parseInt(text.substring(0, colon)));
        }
        throw new MalformedMessage(Reason.INVALID_REFERENCE, text);
    }

    /** For references written in our own code, known to be right. */
    public static Reference known(int index, String identifier) {
        return new Reference(Identifier.known(identifier), index);
    }

    /** Whether this reference, possibly with index 0 for "any", stands for the other. */
    public boolean covers(Reference other) {
        return (index == 0 || index == other.index) && identifier.equals(other.identifier);
    }

    @Override
    public String toString() {
        return index + ":" + identifier;
    }
}
