package org.yuanliu.node.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * Percent-encoded text (RFC 3986, section 2.1), read strictly: a bad escape or bytes that are not UTF-8 are errors.
 * UTF-8 that somebody forgot to encode is taken as it is.
 */
public final class Percent {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~";

    private Percent() {}

    /**
     * @param raw characters stand for bytes, as the HTTP decoder leaves them
     * @param plusIsSpace whether a plus sign means a space, as it does in queries
     */
    static String decode(String raw, boolean plusIsSpace) throws MalformedMessage {
        if (isPlain(raw, plusIsSpace)) {
            return raw;
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put(escape(raw, i));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
            }
        }
        return utf8(bytes.flip(), raw);
    }

    private static boolean isPlain(String raw, boolean plusIsSpace) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c >= 0x80 || (c == '+' && plusIsSpace)) {
                return false;
            }
        }
        return true;
    }

    private static byte escape(String raw, int at) throws MalformedMessage {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(raw.charAt(at + 2), 16);
        if (low < 0) {
            throw wrong(raw, "after % come two hexadecimal digits, a percent sign itself is %25");
        }
        return (byte) (high << 4 | low);
    }

    private static String utf8(ByteBuffer bytes, String raw) throws MalformedMessage {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw wrong(raw, "it is not UTF-8");
        }
    }

    private static MalformedMessage wrong(String raw, String why) {
        String shown = raw.length() <= 60 ? raw : raw.substring(0, 60) + "...";
        return new MalformedMessage(Reason.INVALID_ARGUMENT, "the address part '" + shown + "'", why);
    }

    /**
     * Encodes for a path or a query: all but letters, digits, slashes and a few signs. A slash at the beginning is
     * encoded: behind the one of a path it would make what follows the name of another host.
     */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c == '/' && !out.isEmpty())
                    || (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0))) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
