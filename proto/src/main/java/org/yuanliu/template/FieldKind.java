package org.yuanliu.template;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the values of a field look like. */
public sealed interface FieldKind {
    /** The kind as it is written in JSON. */
    String word();

    /**
     * One line of text.
     *
     * @param maxLength in characters (Unicode code points), 1..{@value #MAX_LENGTH}
     * @param pattern a regular expression that the whole text must match, of the common signs that docs/templates.md
     *     lists; takes time in proportion to the text
     */
    record Text(int maxLength, Optional<String> pattern) implements FieldKind {
        public static final int MAX_LENGTH = 4000;
        public static final int MAX_PATTERN = 200;

        public Text {
            InvalidTemplate.unless(
                    maxLength >= 1 && maxLength <= MAX_LENGTH,
                    "maxLength",
                    "found " + maxLength + ", right is 1.." + MAX_LENGTH);
            pattern.ifPresent(Text::checkPattern);
        }

        private static void checkPattern(String pattern) {
            InvalidTemplate.unless(
                    !pattern.isEmpty() && pattern.length() <= MAX_PATTERN,
                    "pattern",
                    "right is a regular expression of 1.." + MAX_PATTERN + " characters");
            TextPattern.of(pattern);
        }

        @Override
        public String word() {
            return "text";
        }
    }

    /**
     * A number with its unit, written {@code 26947 kg}.
     *
     * @param unit as it stands behind the number, without blanks; empty for a plain number
     * @param min smallest value
     * @param max largest value; neither may need more than 15 digits, nor 18 when written with {@code scale} decimals
     * @param scale most digits behind the point, 0..{@value #MAX_SCALE}
     */
    record Decimal(String unit, BigDecimal min, BigDecimal max, int scale) implements FieldKind {
        public static final int MAX_SCALE = 9;
        public static final int MAX_UNIT = 20;
        private static final int MAX_PRECISION = 15;

        /** What a long holds whatever the digits are. */
        static final int MAX_DIGITS = 18;

        public Decimal {
            InvalidTemplate.unless(
                    unit.length() <= MAX_UNIT && unit.chars().allMatch(c -> c > ' ' && c != 0x7F),
                    "unit",
                    "right is a unit of at most " + MAX_UNIT + " characters without blanks");
            InvalidTemplate.unless(
                    scale >= 0 && scale <= MAX_SCALE, "scale", "found " + scale + ", right is 0.." + MAX_SCALE);
            min = checked("min", min, scale);
            max = checked("max", max, scale);
            InvalidTemplate.unless(
                    min.compareTo(max) <= 0,
                    "max",
                    "found " + max.toPlainString() + ", right is at least min, " + min.toPlainString());
        }

        private static BigDecimal checked(String where, BigDecimal bound, int scale) {
            BigDecimal plain = bound.signum() == 0 ? BigDecimal.ZERO : bound.stripTrailingZeros();
            int whole = plain.precision() - plain.scale();
            InvalidTemplate.unless(
                    plain.precision() <= MAX_PRECISION && whole + scale <= MAX_DIGITS && whole <= MAX_DIGITS,
                    where,
                    "too long, right are at most " + MAX_PRECISION + " digits and at most " + MAX_DIGITS + " with "
                            + scale + " behind the point");
            InvalidTemplate.unless(
                    plain.scale() <= scale,
                    where,
                    "found " + plain.toPlainString() + ", right are at most scale = " + scale
                            + " digits behind the point");
            return plain.scale() < 0 ? plain.setScale(0) : plain;
        }

        @Override
        public String word() {
            return "decimal";
        }
    }

    /** A calendar day, written {@code 2026-11-24}. */
    record Date() implements FieldKind {
        @Override
        public String word() {
            return "date";
        }
    }

    /**
     * One of a list of codes.
     *
     * @param choices 1..{@value #MAX_CHOICES}, no code or label twice
     */
    record Choice(List<Option> choices) implements FieldKind {
        public static final int MAX_CHOICES = 200;

        public Choice {
            choices = List.copyOf(choices);
            InvalidTemplate.unless(
                    !choices.isEmpty() && choices.size() <= MAX_CHOICES,
                    "choices",
                    "found " + choices.size() + ", right are 1.." + MAX_CHOICES);
            Set<String> codes = new HashSet<>();
            for (Option choice : choices) {
                InvalidTemplate.unless(
                        codes.add(choice.code().toLowerCase(Locale.ROOT)),
                        "choices",
                        "code '" + choice.code() + "' is given twice");
            }
        }

        @Override
        public String word() {
            return "choice";
        }

        /** @param code what is stored, 1..{@value #MAX_CODE} characters */
        public record Option(String code, Label label) {
            public static final int MAX_CODE = 60;

            public Option {
                boolean right = !code.isEmpty()
                        && code.length() <= MAX_CODE
                        && code.equals(code.strip())
                        && code.chars().noneMatch(Character::isISOControl);
                InvalidTemplate.unless(
                        right, "code", "right is text of 1.." + MAX_CODE + " characters without blanks at its ends");
            }
        }
    }

    /** Another identifier, written out with its prefix. */
    record Reference() implements FieldKind {
        @Override
        public String word() {
            return "reference";
        }
    }

    /** The digest of a file, written {@code sm3:} or {@code sha256:} and 64 small hexadecimal digits. */
    record Hash() implements FieldKind {
        @Override
        public String word() {
            return "hash";
        }
    }
}
