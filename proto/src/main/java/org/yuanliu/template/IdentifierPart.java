package org.yuanliu.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of an identifier's suffix. */
sealed interface IdentifierPart {
    Pattern GAP =
            Pattern.compile("\\{([A-Za-z][A-Za-z0-9._-]*)(?::(?:(text)|([nax])([0-9]{1,3})(?:-([0-9]{1,3}))?))?\\}");

    /** Longest free part. */
    int MAX_FREE = 100;

    /** As it stands in the pattern. */
    String written();

    /** Of the field or the free part; empty for one that needs no value. */
    default String name() {
        return "";
    }

    /** Its text for these values, behind what is there already; empty if they have none for it. */
    Optional<String> text(Map<String, String> values, CharSequence front);

    /** What has to stand there: its text for these values, or the form of what is free. */
    default String right(Map<String, String> values, CharSequence front) {
        return text(values, front).orElse(written());
    }

    /** What was probably meant by a text that does not fit; empty if nobody knows. */
    default Optional<String> repaired(String found, Map<String, String> values, CharSequence front) {
        return text(values, front);
    }

    /**
     * Where it ends at least if it begins at {@code at}; behind {@link #most} if it does not fit.
     *
     * @param text its {@link #text}, which whoever tries many places asks for once
     */
    default int least(String suffix, int at, Optional<String> text) {
        return Math.max(0, most(suffix, at, text));
    }

    /** Where it ends at most if it begins at {@code at}; below zero if it does not fit. */
    int most(String suffix, int at, Optional<String> text);

    /** Where a text ends that begins at {@code at}; below zero if it does not. Folds ASCII only, as identifiers do. */
    private static int end(String suffix, int at, String text) {
        if (text.length() > suffix.length() - at) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (fold(text.charAt(i)) != fold(suffix.charAt(at + i))) {
                return -1;
            }
        }
        return at + text.length();
    }

    private static char fold(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    /** @throws InvalidTemplate if the pattern cannot be understood */
    static List<IdentifierPart> parse(String pattern) {
        List<IdentifierPart> parts = new ArrayList<>();
        Matcher gap = GAP.matcher(pattern);
        int at = 0;
        while (at < pattern.length()) {
            int brace = pattern.indexOf('{', at);
            int end = brace < 0 ? pattern.length() : brace;
            if (end > at) {
                parts.add(literal(pattern.substring(at, end)));
                at = end;
            } else {
                InvalidTemplate.unless(
                        gap.find(at) && gap.start() == at,
                        IdentifierRule.FIELD,
                        "at character " + at + " right is {field}, {field:text}, {name:n2}, {name:a1-3}, {name:x8}"
                                + " or {check}");
                parts.add(part(gap));
                at = gap.end();
            }
        }
        for (int i = 0; i < parts.size() - 1; i++) {
            InvalidTemplate.unless(
                    !(parts.get(i) instanceof Check), IdentifierRule.FIELD, "{check} must be the last part");
        }
        return parts;
    }

    private static IdentifierPart literal(String text) {
        InvalidTemplate.unless(
                text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '}'),
                IdentifierRule.FIELD,
                "'" + text + "' has characters other than letters, digits and signs of ASCII");
        return new Literal(text);
    }

    private static IdentifierPart part(Matcher gap) {
        String name = gap.group(1);
        String kind = gap.group(3);
        if (kind == null) {
            boolean check = name.equals(IdentifierRule.CHECK) && gap.group(2) == null;
            return check ? new Check() : new Value(name, gap.group(2) != null);
        }
        int least = Integer.parseInt(gap.group(4));
        int most = gap.group(5) == null ? least : Integer.parseInt(gap.group(5));
        InvalidTemplate.unless(
                least >= 1 && least <= most && most <= MAX_FREE,
                IdentifierRule.FIELD,
                gap.group() + " has a wrong length, right is 1.." + MAX_FREE);
        InvalidTemplate.unless(
                !IdentifierRule.RESERVED.contains(name), IdentifierRule.FIELD, "'" + name + "' takes no length");
        return new Free(name, kind.charAt(0), least, most, gap.group());
    }

    /** Stands for itself. */
    record Literal(String written) implements IdentifierPart {
        @Override
        public Optional<String> text(Map<String, String> values, CharSequence front) {
            return Optional.of(written);
        }

        @Override
        public int most(String suffix, int at, Optional<String> text) {
            return IdentifierPart.end(suffix, at, written);
        }
    }

    /** The value of a field, {@code whole} or only its letters and digits. */
    record Value(String name, boolean whole) implements IdentifierPart {
        @Override
        public String written() {
            return "{" + name + (whole ? ":text}" : "}");
        }

        @Override
        public Optional<String> text(Map<String, String> values, CharSequence front) {
            return Optional.ofNullable(values.get(name))
                    .map(value -> whole ? value : lettersAndDigits(value))
                    .filter(text -> !text.isEmpty());
        }

        private static String lettersAndDigits(String value) {
            StringBuilder kept = new StringBuilder(value.length());
            value.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
            return kept.toString();
        }

        @Override
        public int least(String suffix, int at, Optional<String> text) {
            return text.isEmpty() ? at : IdentifierPart.super.least(suffix, at, text);
        }

        @Override
        public int most(String suffix, int at, Optional<String> text) {
            return text.isEmpty() ? suffix.length() : IdentifierPart.end(suffix, at, text.get());
        }
    }

    /** Any digits (n), letters (a) or both (x), within a length. */
    record Free(String name, char kind, int least, int most, String written) implements IdentifierPart {
        @Override
        public Optional<String> text(Map<String, String> values, CharSequence front) {
            return Optional.ofNullable(values.get(name))
                    .map(text -> kind == 'n' && text.length() < least ? "0".repeat(least - text.length()) + text : text)
                    .filter(text -> text.length() >= least && end(text, 0) == text.length());
        }

        /** As a regular expression. */
        String form() {
            String characters = kind == 'n' ? "[0-9]" : kind == 'a' ? "[A-Z]" : "[0-9A-Z]";
            return characters + (least == most ? "{" + least + "}" : "{" + least + "," + most + "}");
        }

        @Override
        public String right(Map<String, String> values, CharSequence front) {
            return form();
        }

        /** Digits that are too few get zeros in front. */
        @Override
        public Optional<String> repaired(String found, Map<String, String> values, CharSequence front) {
            return kind == 'n' && !found.isEmpty() ? text(Map.of(name, found), front) : Optional.empty();
        }

        @Override
        public int least(String suffix, int at, Optional<String> text) {
            return at + least;
        }

        @Override
        public int most(String suffix, int at, Optional<String> text) {
            return end(suffix, at);
        }

        private int end(String suffix, int at) {
            int end = at;
            while (end < suffix.length() && end - at < most && fits(suffix.charAt(end))) {
                end++;
            }
            return end;
        }

        private boolean fits(char c) {
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            return kind == 'n' ? digit : kind == 'a' ? letter : digit || letter;
        }
    }

    /** The check character over all in front of it. */
    record Check() implements IdentifierPart {
        @Override
        public String written() {
            return "{" + IdentifierRule.CHECK + "}";
        }

        @Override
        public Optional<String> text(Map<String, String> values, CharSequence front) {
            return Optional.of(String.valueOf(CheckCharacter.of(front)));
        }

        @Override
        public int most(String suffix, int at, Optional<String> text) {
            boolean right = at == suffix.length() - 1
                    && IdentifierPart.fold(suffix.charAt(at)) == CheckCharacter.of(suffix.substring(0, at));
            return right ? at + 1 : -1;
        }
    }
}
