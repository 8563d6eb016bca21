package org.yuanliu.template;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/** A calendar day as {@code 2026-11-24}. Other spellings are understood if the year comes first. */
final class DateForm extends ValueForm {
    private static final int MAX_WRITTEN = 20;
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})([-/.年])([0-9]{1,2})[-/.月]([0-9]{1,2})日?");
    private static final Pattern DIGITS = Pattern.compile("([0-9]{4})()([0-9]{2})([0-9]{2})");
    private static final Pattern YEAR_LAST = Pattern.compile("([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})");

    @Override
    boolean fits(Bytes data) {
        if (data.length() != 10 || data.u1(4) != '-' || data.u1(7) != '-') {
            return false;
        }
        int year = 100 * two(data, 0) + two(data, 2);
        int month = two(data, 5);
        int day = two(data, 8);
        return year > 0
                && two(data, 0) >= 0
                && two(data, 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    }

    /** A number of two digits; below zero if it is none. */
    private static int two(Bytes data, int at) {
        int tens = data.u1(at) - '0';
        int ones = data.u1(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
    }

    @Override
    String right() {
        return "2026-11-24";
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFKC);
        String given = text.length() <= MAX_WRITTEN ? text : "";
        for (Pattern pattern : List.of(YEAR_FIRST, DIGITS)) {
            Matcher m = pattern.matcher(given);
            Optional<String> day = m.matches() ? day(m.group(1), m.group(3), m.group(4)) : Optional.empty();
            if (day.isPresent()) {
                return day.get();
            }
        }
        violations.add(violation(field, Rule.NOT_A_DATE, written, yearLast(given)));
        return "";
    }

    private static Optional<String> day(String year, String month, String day) {
        try {
            int y = Integer.parseInt(year);
            return y == 0
                    ? Optional.empty()
                    : Optional.of(LocalDate.of(y, Integer.parseInt(month), Integer.parseInt(day))
                            .toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What day or month first may mean, if it can mean one day only. */
    private static String yearLast(String text) {
        Matcher m = YEAR_LAST.matcher(text);
        if (!m.matches()) {
            return "";
        }
        Optional<String> dayFirst = day(m.group(3), m.group(2), m.group(1));
        Optional<String> monthFirst = day(m.group(3), m.group(1), m.group(2));
        if (dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)) {
            return "";
        }
        return dayFirst.or(() -> monthFirst).orElse("");
    }

    @Override
    Rule spelling(String written, String canonical) {
        return Rule.NOT_A_DATE;
    }
}
