package org.yuanliu.wire;

import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.SiteInfo;

/** Which server of a site an identifier lives on (wire reference, section 11). */
public final class ServerChoice {
    /** {@link SiteInfo#hashOption} values. */
    public static final int BY_PREFIX = 0;

    public static final int BY_SUFFIX = 1;
    public static final int BY_WHOLE = 2;

    private ServerChoice() {}

    /**
     * Position of the responsible server in a site's list.
     *
     * @param servers how many there are, at least 1
     */
    public static int index(Identifier identifier, int hashOption, int servers) {
        // Only the one negative hash needs the absolute value here: the clients in use find no server for it at all.
        return Math.abs(hash(identifier, hashOption) % servers);
    }

    /**
     * The absolute value of the last four bytes of an MD5 digest over the folded text; as in the clients in use, -2^31
     * stays negative.
     */
    public static int hash(Identifier identifier, int hashOption) {
        Bytes part = switch (hashOption) {
            case BY_PREFIX -> Bytes.utf8(identifier.prefix());
            case BY_SUFFIX -> Bytes.utf8(identifier.suffix());
            default -> identifier.key();
        };
        return Math.abs(
                RequestDigest.of(RequestDigest.Algorithm.MD5, part).value().u4(12));
    }
}
