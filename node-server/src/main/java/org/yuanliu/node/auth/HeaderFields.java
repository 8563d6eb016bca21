package org.yuanliu.node.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;

/**
 * The fields of a {@code Handle} authorization header: {@code name="value", name="value"}, names in any case, values
 * quoted or, where they are plain tokens, not.
 */
record HeaderFields(Map<String, String> values) {
    private static final int LONGEST = 16_384;
    private static final String TOKEN_SIGNS = "-!#$%&'*+.^_`|~";
    private static final String SPACES = " \t\r\n";

    /** @throws MalformedMessage with {@link Reason#INVALID_CREDENTIAL} if the text has another shape */
    static HeaderFields parse(String text) throws MalformedMessage {
        if (text.length() > LONGEST) {
            throw unreadable("the header is too long");
        }
        Map<String, String> values = new HashMap<>();
        for (Cursor cursor = new Cursor(text); cursor.more(); ) {
            cursor.field(values);
        }
        return new HeaderFields(values);
    }

    /** Reads a text once from left to right. Every request of a session brings one: no regular expression here. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        /** {@code name = value} and the comma that must follow unless it is the last. */
        void field(Map<String, String> values) throws MalformedMessage {
            skipSpace();
            String name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            demand('=');
            skipSpace();
            values.put(name, more() && text.charAt(at) == '"' ? quoted() : plain());
            skipSpace();
            if (more()) {
                demand(',');
            }
        }

        private void skipSpace() {
            while (more() && SPACES.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private void demand(char wanted) throws MalformedMessage {
            if (!more() || text.charAt(at++) != wanted) {
                throw noList();
            }
        }

        private String token() throws MalformedMessage {
            int start = at;
            while (more() && isToken(text.charAt(at))) {
                at++;
            }
            return since(start);
        }

        private static boolean isToken(char c) {
            return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0);
        }

        private String plain() throws MalformedMessage {
            int start = at;
            while (more() && ",\"".indexOf(text.charAt(at)) < 0 && SPACES.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return since(start);
        }

        private String since(int start) throws MalformedMessage {
            if (at == start) {
                throw noList();
            }
            return text.substring(start, at);
        }

        /** A backslash stands before a character that is meant as such. */
        private String quoted() throws MalformedMessage {
            StringBuilder value = new StringBuilder(40);
            for (at++; more() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && ++at == text.length()) {
                    throw noList();
                }
                value.append(text.charAt(at));
            }
            demand('"');
            return value.toString();
        }

        private static MalformedMessage noList() {
            return unreadable("the header is no list of name=\"value\"");
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    String need(String name) throws MalformedMessage {
        return get(name).orElseThrow(() -> unreadable("the header lacks " + name));
    }

    Bytes needBase64(String name) throws MalformedMessage {
        return base64(need(name), name);
    }

    int needInt(String name) throws MalformedMessage {
        try {
            return Integer.parseInt(need(name));
        } catch (NumberFormatException e) {
            throw unreadable(name + " is no number");
        }
    }

    static Bytes base64(String text, String name) throws MalformedMessage {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw unreadable(name + " is no base64");
        }
    }

    /** Reads {@code index:identifier}, of which any part may be percent-encoded. A plus stays a plus. */
    static Reference reference(String encoded) throws MalformedMessage {
        try {
            return Reference.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw unreadable("the identity is not percent-encoded rightly");
        }
    }

    static MalformedMessage unreadable(String why) {
        return new MalformedMessage(Reason.INVALID_CREDENTIAL, why);
    }
}
