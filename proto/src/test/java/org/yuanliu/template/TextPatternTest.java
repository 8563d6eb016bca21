package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "[A-Z]\\d{2}[A-Z]\\d{5} H26B04521 true",
                "[A-Z]\\d{2}[A-Z]\\d{5} H26B0452 false",
                "\\d+(\\.\\d+)?(x\\d+(\\.\\d+)?){1,2} 2.75x1250 true",
                "\\d+(\\.\\d+)?(x\\d+(\\.\\d+)?){1,2} 2.75 false",
                "钢+[一-二]? 钢钢二 true",
                "[^a-c-] d true",
                "[^a-c-] - false",
                "[\\]\\\\x] ] true",
                "(?:ab|c)* ababc true",
                "a{2,} aaaa true",
                "a{0} a false",
                "\\W\\D\\S -a- true",
                "[]] ] true",
            })
    void matchesTheWholeText(String pattern, String text, boolean expected) {
        assertThat(TextPattern.of(pattern).matches(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "a)",
                "[a",
                "[",
                "*",
                "a**",
                "a+?",
                "a{2",
                "a{3,2}",
                "a{1001}",
                "{2}",
                "^a",
                "a$",
                "(?=a)",
                "\\p{L}",
                "\\",
                "[z-a]",
                "\\1",
                "(a{100}){100}",
                "((((){99}){99}){99}){99}"
            })
    void whatIsNotUnderstoodIsRefused(String pattern) {
        assertThatThrownBy(() -> TextPattern.of(pattern))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageStartingWith("pattern: ");
    }

    @Test
    void noPatternKeepsTheNodeBusy() {
        var text = "a".repeat(4000) + "!";

        assertThat(TextPattern.of("(a+)+b|(a*)*c|a*a*a*a*a*a*a*d").matches(text))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheJdk(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String pattern = pattern(random, 3);
            TextPattern ours = TextPattern.of(pattern);
            Pattern theirs = Pattern.compile(pattern);
            for (int k = 0; k < 10; k++) {
                String text = text(random);
                assertThat(ours.matches(text))
                        .as("seed %d: %s on %s", seed, pattern, text)
                        .isEqualTo(theirs.matcher(text).matches());
            }
        }
    }

    private static String pattern(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(3) : random.nextInt(7)) {
            case 0 -> "a";
            case 1 -> "[bc]";
            case 2 -> ".";
            case 3, 4 -> pattern(random, depth - 1) + pattern(random, depth - 1);
            case 5 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            default ->
                "(" + pattern(random, depth - 1) + ")"
                        + new String[] {"?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}"}[random.nextInt(7)];
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append("abcd".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
