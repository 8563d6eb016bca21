package org.yuanliu.wire;

import org.yuanliu.model.Bytes;

/**
 * A signature or MAC behind a message (wire reference, section 9).
 *
 * @param counter of the session, against replay; 0 outside sessions
 * @param type {@link #MAC}, {@link #SIGNED} or an older one
 * @param algorithm {@code HMAC-SHA256} of a MAC, the digest's name ({@code SHA-256}, {@code SHA1}) of a signature
 * @param value the signature or MAC itself, over {@link SignedBytes}
 */
public record Credential(int counter, String type, String algorithm, Bytes value) {
    /** {@link #type} of a MAC under the session's key. */
    public static final String MAC = "HS_MAC";

    /** {@link #type} of a signature with the server's key. */
    public static final String SIGNED = "HS_SIGNED";

    /** {@link #algorithm} of every MAC since 2.7. */
    public static final String HMAC_SHA256 = "HMAC-SHA256";

    public static Credential mac(int counter, Bytes hmacSha256) {
        return new Credential(counter, MAC, HMAC_SHA256, hmacSha256);
    }

    public static Credential signed(int counter, String digestName, Bytes signature) {
        return new Credential(counter, SIGNED, digestName, signature);
    }
}
