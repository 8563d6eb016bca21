package org.yuanliu.model;

/** Bytes that must not be shown: a password, a session key. Prints as asterisks. */
public record Secret(Bytes bytes) {
    public static Secret utf8(String text) {
        return new Secret(Bytes.utf8(text));
    }

    @Override
    public String toString() {
        return "***";
    }
}
