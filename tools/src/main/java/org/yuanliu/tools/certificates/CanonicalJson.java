package org.yuanliu.tools.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * JSON in its one canonical text (RFC 8785): no blanks, names in the order of their UTF-16 units, numbers as ECMAScript
 * writes them. Two files that say the same, whatever their layout, have the same digest.
 */
final class CanonicalJson {
    /** Digits that always tell a double. */
    private static final int MAX_DIGITS = 17;

    /** From here on up ECMAScript writes an exponent. */
    private static final int MAX_WHOLE = 21;

    /** And below this many zeros behind the point. */
    private static final int MAX_ZEROS = 6;

    private CanonicalJson() {}

    /** {@code sha256:} and 64 hexadecimal digits, of the canonical text in UTF-8. */
    static String digest(JsonNode node) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text(node).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String text(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
            String between = "{";
            for (var each : sorted.entrySet()) {
                out.append(between);
                write(each.getKey(), out);
                out.append(':');
                write(each.getValue(), out);
                between = ",";
            }
            out.append(sorted.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String between = "[";
            for (JsonNode each : node) {
                out.append(between);
                write(each, out);
                between = ",";
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isTextual()) {
            write(node.textValue(), out);
        } else if (node.isNumber()) {
            out.append(number(node.doubleValue()));
        } else {
            out.append(node.asText());
        }
    }

    private static void write(String text, StringBuilder out) {
        out.append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Number::toString of ECMAScript. */
    static String number(double value) {
        BigDecimal shortest = shortest(value);
        int point = shortest.precision() - shortest.scale();
        if (value == 0 || (point > -MAX_ZEROS && point <= MAX_WHOLE)) {
            return shortest.toPlainString();
        }
        String all = shortest.unscaledValue().abs().toString();
        String sign = value < 0 ? "-" : "";
        String rest = all.length() > 1 ? "." + all.substring(1) : "";
        return sign + all.charAt(0) + rest + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
    }

    /** The number written out. */
    static String plain(double value) {
        return shortest(value).toPlainString();
    }

    /** The fewest digits that tell this double from its neighbours. */
    private static BigDecimal shortest(double value) {
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        BigDecimal shortest = exact.round(new MathContext(digits));
        while (digits < MAX_DIGITS && shortest.doubleValue() != value) {
            digits++;
            shortest = exact.round(new MathContext(digits));
        }
        return shortest.stripTrailingZeros();
    }
}
