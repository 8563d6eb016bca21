package org.yuanliu.model;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule of a template that a record breaks.
 *
 * @param field name of the field; {@code identifier} for the identifier itself
 * @param index of the field's element; 0 if there is none
 * @param value what was found, at most {@value #SHOWN} characters of it; empty if nothing
 * @param right what is right, readable in any language, such as {@code 0..60000 kg}
 * @param hint what was probably meant, ready to be used; empty if nobody knows
 * @param part where an identifier leaves its rule; empty for all other rules
 */
public record Violation(
        String field, int index, Rule rule, String value, String right, String hint, Optional<Part> part) {
    /** Most characters that are repeated of a wrong value. */
    public static final int SHOWN = 80;

    /**
     * The first part of an identifier's suffix that breaks the rule.
     *
     * @param at where it begins in the suffix, in characters from 1
     * @param written as the rule writes it, such as {@code {grade}}; empty for text that stands for itself
     * @param found what stands there, at most {@value #SHOWN} characters of it; empty if the suffix ends before
     * @param right what has to stand there, or its form, such as {@code [0-9]{2}}
     */
    public record Part(int at, String written, String found, String right) {
        public Part {
            found = shown(found);
        }

        private String text(boolean chinese) {
            return chinese
                    ? "自第 " + at + " 个字符起，" + (written.isEmpty() ? "文字" : written)
                            + (found.isEmpty() ? "缺失" : " 为“" + found + "”") + "，应为“" + right + "”。"
                    : "From character " + at + " on, " + english() + "; right is '" + right + "'.";
        }

        private String english() {
            String name = written.isEmpty() ? (found.isEmpty() ? "something" : "the text") : written;
            return name + (found.isEmpty() ? " is missing" : " is '" + found + "'");
        }
    }

    public Violation {
        value = shown(value);
    }

    /** One that is not about a part of an identifier. */
    public Violation(String field, int index, Rule rule, String value, String right, String hint) {
        this(field, index, rule, value, right, hint, Optional.empty());
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, cut(value)) + "...";
    }

    /** UTF-8 has no form for half a character. */
    private static int cut(String value) {
        return Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    }

    /** What was wrong, where, and what is right, as a sentence or two: Chinese for any Chinese locale, else English. */
    public String text(Locale locale) {
        boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
        Object[] gaps = {place(chinese), Integer.toString(index), value, right};
        String sentence = new MessageFormat(chinese ? rule.chinese() : rule.english(), Locale.ROOT).format(gaps)
                + part.map(it -> (chinese ? "" : " ") + it.text(chinese)).orElse("");
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
