package org.yuanliu.template;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * A number, a blank and its unit: {@code -0.25 %}. Zeros behind the point stay, they tell how exactly was measured;
 * zeros in front do not. Bounds are kept as whole numbers of the last digit allowed, so that comparing takes a long.
 */
final class DecimalForm extends ValueForm {
    private static final int MAX_WRITTEN = 60;
    private static final int MAX_DIGITS = FieldKind.Decimal.MAX_DIGITS;
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)");
    private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})");
    private static final long[] POWERS = new long[FieldKind.Decimal.MAX_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final FieldKind.Decimal kind;
    private final long min;
    private final long max;
    private final byte[] tail;

    DecimalForm(FieldKind.Decimal kind) {
        this.kind = kind;
        this.min = kind.min().movePointRight(kind.scale()).longValueExact();
        this.max = kind.max().movePointRight(kind.scale()).longValueExact();
        this.tail = Bytes.utf8(withUnit("")).toArray();
    }

    @Override
    boolean fits(Bytes data) {
        int end = data.length() - tail.length;
        int start = end > 0 && data.u1(0) == '-' ? 1 : 0;
        if (end <= start || (end > start + 1 && data.u1(start) == '0' && data.u1(start + 1) != '.')) {
            return false;
        }
        long digits = 0;
        int point = -1;
        for (int i = start; i < end; i++) {
            int digit = data.u1(i) - '0';
            if (digit >= 0 && digit <= 9 && i - start <= MAX_DIGITS) {
                digits = 10 * digits + digit;
            } else if (digit == '.' - '0' && point < 0 && i > start && i < end - 1) {
                point = i;
            } else {
                return false;
            }
        }
        int decimals = point < 0 ? 0 : end - point - 1;
        int whole = (point < 0 ? end : point) - start;
        return decimals <= kind.scale()
                && whole + kind.scale() <= MAX_DIGITS
                && isInRange(digits * POWERS[kind.scale() - decimals], start == 1)
                && endsRight(data, end);
    }

    private boolean isInRange(long digits, boolean negative) {
        long value = negative ? -digits : digits;
        return value >= min && value <= max && !(negative && digits == 0);
    }

    private boolean endsRight(Bytes data, int end) {
        for (int i = 0; i < tail.length; i++) {
            if (data.u1(end + i) != (tail[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private String withUnit(String number) {
        return kind.unit().isEmpty() ? number : number + " " + kind.unit();
    }

    /** The range. */
    @Override
    String right() {
        return withUnit(kind.min().toPlainString() + ".." + kind.max().toPlainString());
    }

    @Override
    String read(Field field, String written, List<Violation> violations) {
        String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFKC)
                .replace('\u2212', '-'); // the minus sign of typesetters
        int end = numberEnd(text);
        String number = text.substring(0, end);
        String unit = text.substring(end).strip();
        if (text.length() > MAX_WRITTEN || !NUMBER.matcher(number).matches()) {
            String hint = COMMA.matcher(number).matches() ? number.replace(',', '.') + text.substring(end) : "";
            violations.add(wrong(field, Rule.NOT_A_NUMBER, written, example(), hint));
            return "";
        }
        Optional<BigDecimal> value = unit.isEmpty()
                ? Optional.of(new BigDecimal(number))
                : Units.convert(new BigDecimal(number), unit, kind.unit());
        if (value.isEmpty()) {
            violations.add(wrong(field, Rule.WRONG_UNIT, written, kind.unit().isEmpty() ? "-" : kind.unit(), ""));
            return "";
        }
        return write(field, value.get(), violations);
    }

    private static int numberEnd(String text) {
        int end = 0;
        while (end < text.length() && "+-.,0123456789".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private String write(Field field, BigDecimal value, List<Violation> violations) {
        BigDecimal exact = value.scale() < 0 ? value.setScale(0) : value;
        BigDecimal shortest = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        if (exact.scale() > kind.scale() && shortest.scale() <= kind.scale()) {
            exact = exact.setScale(kind.scale());
        }
        String text = withUnit(exact.toPlainString());
        if (exact.compareTo(kind.min()) < 0 || exact.compareTo(kind.max()) > 0) {
            violations.add(violation(field, Rule.OUT_OF_RANGE, text, ""));
            return "";
        }
        if (exact.scale() > kind.scale()) {
            violations.add(wrong(field, Rule.TOO_MANY_DECIMALS, text, Integer.toString(kind.scale()), ""));
            return "";
        }
        return text;
    }

    private String example() {
        return withUnit(
                kind.min().signum() > 0
                        ? kind.min().toPlainString()
                        : kind.max().toPlainString());
    }

    private static Violation wrong(Field field, Rule rule, String value, String right, String hint) {
        return new Violation(field.name(), field.index(), rule, value, right, hint);
    }

    @Override
    Rule spelling(String written, String canonical) {
        return written.substring(numberEnd(written)).equals(withUnit("")) ? Rule.NOT_A_NUMBER : Rule.WRONG_UNIT;
    }
}
