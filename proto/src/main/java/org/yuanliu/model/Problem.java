package org.yuanliu.model;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;

/**
 * Why something was refused, ready for every transport.
 *
 * @param details fill the gaps of the reason's text, in order
 * @param indexes elements at fault, if any
 * @param violations all rules of its template that the record breaks, if that is the reason
 */
public record Problem(Reason reason, List<String> details, List<Integer> indexes, List<Violation> violations) {
    /** Of more violations only the number is told in the text. */
    private static final int TOLD = 5;

    public Problem {
        details = List.copyOf(details);
        indexes = List.copyOf(indexes);
        violations = List.copyOf(violations);
    }

    public static Problem of(Reason reason, String... details) {
        return new Problem(reason, List.of(details), List.of(), List.of());
    }

    /** A record of which this template cannot be followed. */
    public static Problem of(String template, List<Violation> violations) {
        List<Integer> indexes = violations.stream()
                .map(Violation::index)
                .filter(index -> index > 0)
                .distinct()
                .toList();
        return new Problem(
                Reason.TEMPLATE_VIOLATED, List.of(template, Integer.toString(violations.size())), indexes, violations);
    }

    public Problem at(List<Integer> faulty) {
        return new Problem(reason, details, faulty, violations);
    }

    /** What was wrong, where, and what is right: Chinese for any Chinese locale, else English. */
    public String text(Locale locale) {
        boolean chinese = Locale.CHINESE.getLanguage().equals(locale.getLanguage());
        StringBuilder text =
                new StringBuilder(new MessageFormat(chinese ? reason.chinese() : reason.english(), Locale.ROOT)
                        .format(details.toArray()));
        for (Violation violation : violations.subList(0, Math.min(TOLD, violations.size()))) {
            text.append(chinese ? "" : " ").append(violation.text(locale));
        }
        if (violations.size() > TOLD) {
            int rest = violations.size() - TOLD;
            text.append(chinese ? "另有 " + rest + " 处。" : " And " + rest + " more.");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return reason + ": " + text(Locale.ENGLISH);
    }
}
