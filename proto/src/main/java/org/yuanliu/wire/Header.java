package org.yuanliu.wire;

import org.yuanliu.model.MalformedMessage;

/**
 * The 24 bytes behind the envelope (wire reference, section 3):
 *
 * <pre>
 * 0        4              8         12           14               15         16           20           24
 * | opCode | responseCode | opFlags | siteSerial | recursionCount | reserved | expiration | bodyLength |
 * </pre>
 *
 * @param opCode what is asked, see {@link Op}; any number is kept
 * @param responseCode 0 in a request, 1 for success
 * @param flags see {@link OpFlags}
 * @param siteSerial serial of the site information that the client used, the server's own in a response; 0xFFFF unknown
 * @param recursionCount servers that passed the request on
 * @param expiration unix seconds, unsigned, after which the message is stale
 */
public record Header(
        int opCode, int responseCode, int flags, int siteSerial, int recursionCount, int expiration, int bodyLength) {
    /** Size in bytes. */
    public static final int BYTES = 24;

    /** {@link #siteSerial} of a client that does not know it. */
    public static final int SERIAL_UNKNOWN = 0xFFFF;

    /** {@link #responseCode} of an answer that is no refusal. */
    public static final int SUCCESS = 1;

    /** The header of a request made here; operation and length are filled in when it is written. */
    public static Header ofRequest(int flags, int expiration) {
        return new Header(0, 0, flags, SERIAL_UNKNOWN, 0, expiration, 0);
    }

    static Header read(WireReader in) throws MalformedMessage {
        int opCode = in.u4();
        int responseCode = in.u4();
        int flags = in.u4();
        int serialAndHops = in.u4();
        return new Header(
                opCode, responseCode, flags, serialAndHops >>> 16, serialAndHops >>> 8 & 0xFF, in.u4(), in.u4());
    }

    void write(WireWriter out) {
        out.u4(opCode)
                .u4(responseCode)
                .u4(flags)
                .u2(siteSerial)
                .u1(recursionCount)
                .u1(0)
                .u4(expiration)
                .u4(bodyLength);
    }

    public Op op() {
        return Op.of(opCode);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public Header withFlags(int newFlags) {
        return new Header(opCode, responseCode, newFlags, siteSerial, recursionCount, expiration, bodyLength);
    }

    /** With the number of servers that passed the request on. */
    public Header through(int hops) {
        return new Header(opCode, responseCode, flags, siteSerial, hops, expiration, bodyLength);
    }

    Header withOp(int newOpCode) {
        return new Header(newOpCode, responseCode, flags, siteSerial, recursionCount, expiration, bodyLength);
    }

    Header withResponseCode(int newResponseCode) {
        return new Header(opCode, newResponseCode, flags, siteSerial, recursionCount, expiration, bodyLength);
    }

    Header withBodyLength(int newBodyLength) {
        return new Header(opCode, responseCode, flags, siteSerial, recursionCount, expiration, newBodyLength);
    }
}
