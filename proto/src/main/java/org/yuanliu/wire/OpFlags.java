package org.yuanliu.wire;

/** The bits of a header's opFlags (wire reference, section 3; the last three: national profile). */
public final class OpFlags {
    /** AT. Request: bypass caches, ask a primary. Response: the answer comes from the source. */
    public static final int AUTHORITATIVE = 0x8000_0000;

    /** CT: the response must carry a signature or MAC. */
    public static final int CERTIFY = 0x4000_0000;

    /** ENC: the response must be encrypted, which needs a session. */
    public static final int ENCRYPT = 0x2000_0000;

    /** REC: the server may resolve elsewhere on behalf of the client. */
    public static final int RECURSIVE = 0x1000_0000;

    /** CA: caches should sign, too. */
    public static final int CACHE_CERTIFY = 0x0800_0000;

    /** CN: more response messages of this request follow. */
    public static final int CONTINUED = 0x0400_0000;

    /** KC: the client would like the connection kept open. */
    public static final int KEEP_CONNECTION = 0x0200_0000;

    /** PO: only what everyone may read; never challenge. */
    public static final int PUBLIC_ONLY = 0x0100_0000;

    /** RD. Request: repeat a digest of this request. Response: the body begins with one. */
    public static final int REQUEST_DIGEST = 0x0080_0000;

    /** OWE: replace what exists. */
    public static final int OVERWRITE = 0x0040_0000;

    /** MNS: the server appends a random suffix. */
    public static final int MINT_SUFFIX = 0x0020_0000;

    /** DNR: an error rather than a referral. */
    public static final int DO_NOT_REFER = 0x0010_0000;

    /** National: pass my identity on when resolving elsewhere; an authorisation string follows the question. */
    public static final int PASS_IDENTITY = 0x4;

    /** National: a trusted question, whose answer says whether signatures were checked. */
    public static final int TRUSTED_QUERY = 0x2;

    /** National, in an answer to a trusted question: the record's signatures hold. */
    public static final int TRUSTED_RESULT = 0x1;

    /** What the clients in use set when nobody says otherwise: REC, CA, PO. */
    public static final int CLIENT_DEFAULT = RECURSIVE | CACHE_CERTIFY | PUBLIC_ONLY;

    private static final int REPEATED = CERTIFY | CACHE_CERTIFY | ENCRYPT | PUBLIC_ONLY | DO_NOT_REFER | TRUSTED_QUERY;

    private OpFlags() {}

    /** The flags of an authoritative answer to a request with these: some come back, REC and AT are set, KC never is. */
    public static int answering(int request) {
        return (request & REPEATED) | RECURSIVE | AUTHORITATIVE;
    }
}
