package org.yuanliu.model;

import java.text.MessageFormat;
import java.util.Locale;

/**
 * One rule of a template that a record breaks.
 *
 * @param field name of the field; {@code identifier} for the identifier itself
 * @param index of the field's element; 0 if there is none
 * @param value what was found, at most {@value #SHOWN} characters of it; empty if nothing
 * @param right what is right, readable in any language, such as {@code 0..60000 kg}
 * @param hint what was probably meant, ready to be used; empty if nobody knows
 */
public record Violation(String field, int index, Rule rule, String value, String right, String hint) {
    /** Most characters that are repeated of a wrong value. */
    public static final int SHOWN = 80;

    public Violation {
        value = value.length() <= SHOWN ? value : value.substring(0, cut(value)) + "...";
    }

    /** UTF-8 has no form for half a character. */
    private static int cut(String value) {
        return Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    }

    /** What was wrong, where, and what is right, as a sentence or two: Chinese for any Chinese locale, else English. */
    public String text(Locale locale) {
        boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
        Object[] gaps = {place(chinese), Integer.toString(index), value, right};
        String sentence = new MessageFormat(chinese ? rule.chinese() : rule.english(), Locale.ROOT).format(gaps);
        if (hint.isEmpty()) {
            return sentence;
        }
        return sentence + (chinese ? "是否为“" + hint + "”？" : " Did you mean '" + hint + "'?");
    }

    private String place(boolean chinese) {
        if (index == 0) {
            return chinese ? field + " " : field;
        }
        return field + (chinese ? "（索引 " + index + "）" : " (index " + index + ")");
    }

    @Override
    public String toString() {
        return rule + ": " + text(Locale.ENGLISH);
    }
}
