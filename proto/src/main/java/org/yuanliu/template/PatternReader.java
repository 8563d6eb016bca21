package org.yuanliu.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads patterns: characters, {@code .}, sets such as {@code [A-Z_]} and {@code [^0-9]}, {@code \d \w \s} and their
 * opposites, groups, {@code |}, and {@code ? * + {n} {n,} {n,m}} behind any of them. What other engines know beyond that
 * is refused.
 */
final class PatternReader {
    private static final int MAX_COUNT = 1000;
    private static final String SIGNS = "()[]{}?*+|^$";

    private final String pattern;
    private int at;

    private PatternReader(String pattern) {
        this.pattern = pattern;
    }

    /** @throws InvalidTemplate with the place, if the pattern cannot be understood */
    static PatternNode read(String pattern) {
        PatternReader reader = new PatternReader(pattern);
        PatternNode node = reader.either();
        if (reader.at < pattern.length()) {
            throw reader.wrong("')' without '('");
        }
        return node;
    }

    private PatternNode either() {
        List<PatternNode> parts = new ArrayList<>();
        do {
            parts.add(sequence());
        } while (skip('|'));
        return parts.size() == 1 ? parts.get(0) : new PatternNode.Either(List.copyOf(parts));
    }

    private PatternNode sequence() {
        List<PatternNode> parts = new ArrayList<>();
        while (at < pattern.length() && peek() != '|' && peek() != ')') {
            parts.add(repeated(part()));
        }
        return new PatternNode.Sequence(List.copyOf(parts));
    }

    private PatternNode part() {
        int c = next();
        switch (c) {
            case '(':
                return group();
            case '[':
                return new PatternNode.One(set());
            case '.':
                return new PatternNode.One(CharacterSet.ANY);
            case '\\':
                return new PatternNode.One(escape());
            case '^', '$':
                throw wrong("'" + (char) c + "' is not needed, a pattern always describes the whole text");
            default:
                if (c < 128 && SIGNS.indexOf(c) >= 0) {
                    throw wrong("'" + (char) c + "' has nothing in front; write \\" + (char) c + " for the character");
                }
                return new PatternNode.One(CharacterSet.of(range(c, c), false));
        }
    }

    private PatternNode group() {
        if (skip('?') && !skip(':')) {
            throw wrong("only plain groups (...) and (?:...) are understood");
        }
        PatternNode node = either();
        if (!skip(')')) {
            throw wrong("')' is missing");
        }
        return node;
    }

    private PatternNode repeated(PatternNode part) {
        PatternNode node = part;
        if (skip('?')) {
            node = new PatternNode.Repeat(part, 0, 1);
        } else if (skip('*')) {
            node = new PatternNode.Repeat(part, 0, PatternNode.UNLIMITED);
        } else if (skip('+')) {
            node = new PatternNode.Repeat(part, 1, PatternNode.UNLIMITED);
        } else if (skip('{')) {
            node = counted(part);
        } else {
            return node;
        }
        if (at < pattern.length() && "?*+{".indexOf(peek()) >= 0) {
            throw wrong("one repetition sign too many");
        }
        return node;
    }

    private PatternNode counted(PatternNode part) {
        int least = number();
        int most = least;
        if (skip(',')) {
            most = at < pattern.length() && peek() == '}' ? PatternNode.UNLIMITED : number();
        }
        if (!skip('}') || (most != PatternNode.UNLIMITED && most < least)) {
            throw wrong("right is {n}, {n,} or {n,m}");
        }
        return new PatternNode.Repeat(part, least, most);
    }

    private int number() {
        int start = at;
        int number = 0;
        while (at < pattern.length() && peek() >= '0' && peek() <= '9' && number <= MAX_COUNT) {
            number = 10 * number + next() - '0';
        }
        if (at == start || number > MAX_COUNT) {
            throw wrong("right is a number 0.." + MAX_COUNT);
        }
        return number;
    }

    private CharacterSet set() {
        boolean negated = skip('^');
        StringBuilder ranges = new StringBuilder();
        do {
            int first = next();
            if (first == '\\') {
                CharacterSet escaped = escape();
                if (escaped.negated()) {
                    throw wrong("an opposite cannot stand in a set");
                }
                ranges.append(escaped.ranges());
            } else {
                ranges.append(rangeFrom(first));
            }
        } while (!skip(']'));
        return CharacterSet.of(ranges.toString(), negated);
    }

    private String rangeFrom(int first) {
        boolean range = at + 1 < pattern.length() && peek() == '-' && pattern.charAt(at + 1) != ']';
        if (!range) {
            return range(first, first);
        }
        next();
        int last = next();
        if (last == '\\') {
            last = next();
        }
        if (last < first) {
            throw wrong("the range runs backwards");
        }
        return range(first, last);
    }

    private static String range(int first, int last) {
        return new StringBuilder().appendCodePoint(first).appendCodePoint(last).toString();
    }

    private CharacterSet escape() {
        int c = next();
        return switch (c) {
            case 'd' -> CharacterSet.of(CharacterSet.DIGITS, false);
            case 'D' -> CharacterSet.of(CharacterSet.DIGITS, true);
            case 'w' -> CharacterSet.of(CharacterSet.WORD, false);
            case 'W' -> CharacterSet.of(CharacterSet.WORD, true);
            case 's' -> CharacterSet.of(CharacterSet.SPACE, false);
            case 'S' -> CharacterSet.of(CharacterSet.SPACE, true);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw wrong("\\" + Character.toString(c) + " is not understood, right are \\d \\w \\s \\D \\W \\S");
                }
                yield CharacterSet.of(range(c, c), false);
            }
        };
    }

    private char peek() {
        return pattern.charAt(at);
    }

    private boolean skip(char expected) {
        boolean there = at < pattern.length() && peek() == expected;
        at += there ? 1 : 0;
        return there;
    }

    private int next() {
        if (at >= pattern.length()) {
            throw wrong("it ends too early");
        }
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private InvalidTemplate wrong(String why) {
        return new InvalidTemplate("pattern", "at character " + at + ": " + why);
    }
}
