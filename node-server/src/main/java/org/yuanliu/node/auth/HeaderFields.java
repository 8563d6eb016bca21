package org.yuanliu.node.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    // Possessive, and asked at one place only, so that no header makes the matcher try twice.
    private static final Pattern FIELD = Pattern.compile(
            "\\s*+([-A-Za-z0-9!#$%&'*+.^_`|~]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))\\s*+(?:,|$)");

    /** @throws MalformedMessage with {@link Reason#INVALID_CREDENTIAL} if the text has another shape */
    static HeaderFields parse(String text) throws MalformedMessage {
        if (text.length() > LONGEST) {
            throw unreadable("the header is too long");
        }
        Map<String, String> values = new HashMap<>();
        Matcher field = FIELD.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!field.region(at, text.length()).lookingAt()) {
                throw unreadable("the header is no list of name=\"value\"");
            }
            String quoted = field.group(2);
            String value = quoted == null ? field.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            values.put(field.group(1).toLowerCase(Locale.ROOT), value);
            at = field.end();
        }
        return new HeaderFields(values);
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
