package org.yuanliu.template;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** One line of text without blanks at its ends. */
final class TextForm extends ValueForm {
    private static final char REPLACEMENT = '\uFFFD';

    private final int maxLength;
    private final Optional<TextPattern> pattern;

    TextForm(FieldKind.Text kind) {
        this.maxLength = kind.maxLength();
        this.pattern = kind.pattern().map(TextPattern::of);
    }

    @Override
    boolean fits(Bytes data) {
        int n = data.length();
        if (n == 0 || pattern.isPresent()) {
            return n > 0 && fits(data.utf8());
        }
        for (int i = 0; i < n; i++) {
            int c = data.u1(i);
            if (c < ' ' || c >= 0x7F) {
                return fits(data.utf8());
            }
        }
        return n <= maxLength && data.u1(0) != ' ' && data.u1(n - 1) != ' ';
    }

    private boolean fits(String text) {
        return isPlain(text)
                && text.codePointCount(0, text.length()) <= maxLength
                && (pattern.isEmpty() || pattern.get().matches(text));
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && isPrintable(text) && text.strip().length() == text.length();
    }

    /** Bytes that are not UTF-8 have become U+FFFD, so that is refused, too. */
    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
    }

    @Override
    String right() {
        return pattern.map(TextPattern::source).orElse("1.." + maxLength);
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = written.strip();
        if (!isPlain(text)) {
            String printable = text.replaceAll("\\p{Cntrl}+", " ");
            violations.add(violation(field, Rule.NOT_TEXT, text, isPlain(printable) ? printable : ""));
        } else if (text.codePointCount(0, text.length()) > maxLength) {
            violations.add(
                    new Violation(field.name(), field.index(), Rule.TOO_LONG, text, Integer.toString(maxLength), ""));
        } else if (pattern.isPresent() && !pattern.get().matches(text)) {
            violations.add(violation(field, Rule.PATTERN, text, ""));
        } else {
            return text;
        }
        return "";
    }

    @Override
    Rule spelling(String written, String canonical) {
        return Rule.NOT_TEXT;
    }
}
