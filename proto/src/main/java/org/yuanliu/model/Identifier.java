package org.yuanliu.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * An identifier such as {@code 88.118.8/3130.Q355B.20261124.H26B04521-03}: prefix, slash, suffix (wire reference,
 * section 11). Keeps the spelling it was given and knows the folded key under which it is stored.
 *
 * <p>Folding is ASCII only and covers the whole identifier. A text without a slash names a prefix: {@code 88.118.8} and
 * {@code 0.NA/88.118.8} have the same key. Prefix segments stay text, so {@code 88.08} and {@code 88.8} differ.
 *
 * <p>Whoever holds an identifier may trust it: it and its key are 1 to 2048 bytes of UTF-8 without NUL, neither side of
 * its first slash empty. Immutable.
 */
public final class Identifier implements Comparable<Identifier> {
    /** Longest identifier in UTF-8 bytes: the limit of the clients in use. */
    public static final int MAX_BYTES = 2048;

    private static final Bytes PREFIX_RECORDS = Bytes.utf8("0.NA/");

    private final Bytes spelled;
    private final Bytes key;
    private final int slash;

    private Identifier(Bytes spelled) throws MalformedMessage {
        this.spelled = spelled;
        this.key = fold(spelled);
        int at = indexOfSlash(key);
        if (at <= 0 || at == key.length() - 1) {
            throw invalid(spelled, "a part is empty");
        }
        this.slash = at;
    }

    /** @throws MalformedMessage with {@link Reason#INVALID_IDENTIFIER} if the text is no identifier. */
    public static Identifier of(String text) throws MalformedMessage {
        return of(Bytes.utf8(text));
    }

    /** @throws MalformedMessage with {@link Reason#INVALID_IDENTIFIER} if the bytes are no identifier. */
    public static Identifier of(Bytes utf8) throws MalformedMessage {
        if (utf8.isEmpty()) {
            throw invalid(utf8, "it is empty");
        }
        checkLength(utf8, utf8.length());
        checkText(utf8);
        Identifier identifier = new Identifier(utf8);
        checkLength(utf8, identifier.key.length()); // the key of a prefix is longer than its name
        return identifier;
    }

    private static void checkLength(Bytes utf8, int length) throws MalformedMessage {
        if (length > MAX_BYTES) {
            throw invalid(utf8.slice(0, 40), "it has " + length + " bytes, at most " + MAX_BYTES + " are allowed");
        }
    }

    /** For identifiers written in our own code, known to be right. */
    public static Identifier known(String text) {
        try {
            return of(text);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The identifier that has this folded key, spelled as the key. */
    public static Identifier ofKey(Bytes key) {
        try {
            return new Identifier(key);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As the client spelled it; answers repeat it. */
    public Bytes bytes() {
        return spelled;
    }

    /** As the client spelled it. */
    public String text() {
        return spelled.utf8();
    }

    /** The folded form, equal for all spellings of one identifier: the store key. */
    public Bytes key() {
        return key;
    }

    /** Folded text in front of the first slash; {@code 0.NA} for a prefix record. */
    public String prefix() {
        return prefixKey().utf8();
    }

    /** The prefix as it is looked up, without a copy. */
    public Bytes prefixKey() {
        return key.slice(0, slash);
    }

    /** Folded text behind the first slash; for a prefix record the prefix that it describes. */
    public String suffix() {
        return suffixKey().utf8();
    }

    /** The folded suffix without a copy. */
    public Bytes suffixKey() {
        return key.slice(slash + 1, key.length());
    }

    /** Whether this is the record of a prefix, {@code 0.NA/...}. */
    public boolean isPrefixRecord() {
        return key.startsWith(PREFIX_RECORDS);
    }

    /** The record of the prefix that this identifier lies under: {@code 0.NA/88.118.8} for {@code 88.118.8/X}. */
    public Identifier prefixRecord() {
        return ofKey(PREFIX_RECORDS.concat(key.slice(0, slash)));
    }

    private static int indexOfSlash(Bytes text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.u1(i) == '/') {
                return i;
            }
        }
        return -1;
    }

    private static Bytes fold(Bytes text) {
        boolean lower = false;
        boolean slashed = false;
        for (int i = 0; i < text.length(); i++) {
            int c = text.u1(i);
            lower |= c >= 'a' && c <= 'z';
            slashed |= c == '/';
        }
        Bytes folded = lower ? upper(text) : text;
        return slashed ? folded : PREFIX_RECORDS.concat(folded);
    }

    private static Bytes upper(Bytes text) {
        byte[] folded = text.toArray();
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] >= 'a' && folded[i] <= 'z') {
                folded[i] = (byte) (folded[i] - ('a' - 'A'));
            }
        }
        return Bytes.wrap(folded);
    }

    private static void checkText(Bytes utf8) throws MalformedMessage {
        boolean ascii = true;
        for (int i = 0; i < utf8.length(); i++) {
            int c = utf8.u1(i);
            if (c == 0) {
                throw invalid(utf8, "byte " + i + " is NUL");
            }
            ascii &= c < 0x80;
        }
        if (!ascii) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8.toArray()));
            } catch (CharacterCodingException e) {
                throw invalid(utf8, "it is not UTF-8");
            }
        }
    }

    private static MalformedMessage invalid(Bytes text, String why) {
        return new MalformedMessage(Reason.INVALID_IDENTIFIER, text.utf8(), why);
    }

    @Override
    public int compareTo(Identifier other) {
        return key.compareTo(other.key);
    }

    /** Equal if they name the same record, whatever the spelling. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier i && key.equals(i.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
