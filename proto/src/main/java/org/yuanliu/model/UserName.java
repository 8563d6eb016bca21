package org.yuanliu.model;

/**
 * The name of a user or an application under a prefix.
 *
 * @param prefixRecord of the prefix
 * @param name 1..64 letters, digits, '.', '-' and '_'
 */
public record UserName(Identifier prefixRecord, boolean application, String name) {
    /** Index of the key in its record. */
    public static final int KEY_INDEX = 300;

    /**
     * The identifier of its record, {@code 88.118.8/User_NAME} or {@code 88.118.8/App_NAME}.
     *
     * @throws MalformedMessage if the name cannot be part of an identifier
     */
    public Identifier identifier() throws MalformedMessage {
        return Identifier.of(prefixRecord.suffix() + (application ? "/App_" : "/User_") + name);
    }
}
