package org.yuanliu.template;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** The digest of a file: its algorithm, a colon, 64 small hexadecimal digits. */
final class HashForm extends ValueForm {
    private static final Bytes SM3 = Bytes.utf8("sm3:");
    private static final Bytes SHA256 = Bytes.utf8("sha256:");
    private static final int DIGITS = 64;
    private static final int MAX_WRITTEN = 80;

    private static final Pattern WRITTEN =
            Pattern.compile("(sm3|sha-?256)\\s*:\\s*([0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

    @Override
    boolean fits(Bytes data) {
        int at = data.startsWith(SM3) ? SM3.length() : SHA256.length();
        if (data.length() != at + DIGITS || (at == SHA256.length() && !data.startsWith(SHA256))) {
            return false;
        }
        for (int i = at; i < data.length(); i++) {
            int c = data.u1(i);
            if (c < '0' || c > 'f' || (c > '9' && c < 'a')) {
                return false;
            }
        }
        return true;
    }

    @Override
    String right() {
        return "sm3:HEX64 / sha256:HEX64";
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = written.strip();
        Matcher m = WRITTEN.matcher(text);
        if (text.length() <= MAX_WRITTEN && m.matches()) {
            String algorithm = m.group(1).toLowerCase(Locale.ROOT).replace("-", "");
            return algorithm + ":" + m.group(2).toLowerCase(Locale.ROOT);
        }
        violations.add(violation(field, Rule.NOT_A_HASH, text, ""));
        return "";
    }

    @Override
    Rule spelling(String written, String canonical) {
        return Rule.NOT_A_HASH;
    }
}
