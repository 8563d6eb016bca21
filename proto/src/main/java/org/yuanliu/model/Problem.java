package org.yuanliu.model;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;

/**
 * Why something was refused, ready for every transport.
 *
 * @param details fill the gaps of the reason's text, in order
 * @param indexes elements at fault, if any
 */
public record Problem(Reason reason, List<String> details, List<Integer> indexes) {
    public Problem {
        details = List.copyOf(details);
        indexes = List.copyOf(indexes);
    }

    public static Problem of(Reason reason, String... details) {
        return new Problem(reason, List.of(details), List.of());
    }

    public Problem at(List<Integer> faulty) {
        return new Problem(reason, details, faulty);
    }

    /** What was wrong, where, and what is right: Chinese for any Chinese locale, else English. */
    public String text(Locale locale) {
        String pattern =
                Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? reason.chinese() : reason.english();
        return new MessageFormat(pattern, Locale.ROOT).format(details.toArray());
    }

    @Override
    public String toString() {
        return reason + ": " + text(Locale.ENGLISH);
    }
}
