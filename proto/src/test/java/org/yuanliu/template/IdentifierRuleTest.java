package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Violation;

class IdentifierRuleTest {
    private static final Map<String, String> VALUES =
            Map.of("class", "3211", "grade", "Cu-CATH-1", "date", "2026-11-24", "lot", "B11-0427", "serial", "7");

    @ParameterizedTest
    @CsvSource({
        "{class}.{grade}.{date}-{serial:n2}, 3211.CuCATH1.20261124-07",
        "{class}.{grade}.{date}-{serial:n1-4}, 3211.CuCATH1.20261124-7",
        "{lot:text}, B11-0427",
        "{lot}, B110427",
        "L{serial:x1}, L7",
        "A1-2425G-ABC1234002-{check}, A1-2425G-ABC1234002-M",
    })
    void aSuffixIsSuggestedAndPasses(String pattern, String suffix) {
        var rule = IdentifierRule.of(pattern);

        assertThat(rule.suggest(VALUES)).contains(suffix);
        assertThat(rule.check(suffix, VALUES)).isEmpty();
        assertThat(rule.check(suffix.toLowerCase(java.util.Locale.ROOT), VALUES))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{missing}", "{serial:n1}{missing}", "{serial:a1}", "{lot:n4}", "{other:n2}"})
    void nothingIsSuggestedWithoutValues(String pattern) {
        assertThat(IdentifierRule.of(pattern).suggest(VALUES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{class}.{date}-{serial:n2}, 3211.20261124-7, 3211.20261124-{serial:n2}",
        "{class}.{date}-{serial:n2}, 3211.20261123-07, 3211.20261124-{serial:n2}",
        "{class}.{date}-{serial:n2}, 3211.20261124-077, 3211.20261124-{serial:n2}",
        "{class}.{date}-{serial:n2}, 3211.20261124-0A, 3211.20261124-{serial:n2}",
        "{class}.{missing}, 3212.X, 3211.{missing}",
    })
    void aWrongSuffixIsToldWhatIsRight(String pattern, String suffix, String right) {
        var violations = IdentifierRule.of(pattern).check(suffix, VALUES);

        assertThat(violations).extracting(Violation::right).containsExactly(right);
    }

    /** Part, position, what is there, what is right there; then the whole as it was probably meant. */
    @ParameterizedTest
    @CsvSource({
        "{class}.{grade}.{date}-{serial:n2}, 3211.CuCATH2.20261124-07, {grade} 6 CuCATH2 CuCATH1, 3211.CuCATH1.20261124-07",
        "{class}.{grade}.{date}-{serial:n2}, 3212.CuCATH1.2026-11-24-7, {class} 1 3212 3211, ''",
        "{class}.{grade}.{date}-{serial:n2}, 3211.CuCATH1.20261124-7, {serial:n2} 23 7 [0-9]{2}, 3211.CuCATH1.20261124-07",
        "{class}.{grade}.{date}-{serial:n2}, 3211.CuCATH1.20261124-077, {serial:n2} 23 077 [0-9]{2}, ''",
        "{class}.{grade}.{date}-{serial:n2}, 3211.CuCATH1.20261124_07, ' 22 _ -', 3211.CuCATH1.20261124-07",
        "{class}.{grade}-{serial:a1-3}, 3211.CuCATH1-, '{serial:a1-3} 14  [A-Z]{1,3}', ''",
        "{class}{grade}-{serial:n2}, 3211CuCATH2-07, {grade} 5 CuCATH2 CuCATH1, 3211CuCATH1-07",
        "{lot:text}-{check}, B11-0428-0, {lot:text} 1 B11-0428 B11-0427, B11-0427-V",
    })
    void theFirstWrongPartIsNamedWithItsPlace(String pattern, String suffix, String part, String hint) {
        var violation = IdentifierRule.of(pattern).check(suffix, VALUES).get(0);
        var found = violation.part().orElseThrow();

        assertThat(found.written() + " " + found.at() + " " + found.found() + " " + found.right())
                .isEqualTo(part);
        assertThat(violation.hint()).isEqualTo(hint);
    }

    @Test
    void aWrongCheckCharacterIsCorrected() {
        var rule = IdentifierRule.of("{serial:x12}-{check}");

        var violations = rule.check("ABC123400200-X", VALUES);

        var right = "ABC123400200-" + CheckCharacter.of("ABC123400200");
        assertThat(violations).extracting(Violation::hint).containsExactly(right);
        assertThat(rule.check(right, VALUES)).isEmpty();
    }

    @Test
    void freePartsShareWhatTheyCan() {
        var rule = IdentifierRule.of("{a:x1-9}{b:n2}X{c:a0-9}".replace("a0-9", "a1-9"));

        assertThat(rule.check("A123XX", Map.of())).isEmpty();
        assertThat(rule.check("A1XX", Map.of())).isNotEmpty();
    }

    @Test
    void noRuleTakesLong() {
        var rule = IdentifierRule.of("{a:x1-99}".repeat(20) + "-");

        assertThat(rule.check("A".repeat(1000), Map.of())).isNotEmpty();
        assertThat(rule.check("A".repeat(1000) + "-", Map.of())).isEmpty();
    }

    /** The writer of a node checks rules: it must not be kept by one whose parts fit everywhere, with faults behind them. */
    @Test
    void longValuesAndManyFaultsTakeNoLonger() {
        var rule = IdentifierRule.of("{a}".repeat(40) + ".{a}".repeat(20));
        var values = Map.of("a", "-".repeat(4000));

        var violations = assertTimeout(Duration.ofSeconds(2), () -> rule.check("A".repeat(2000), values));

        assertThat(violations).extracting(Violation::hint).containsExactly("");
    }

    @Test
    void whatIsFoundHasNoHalfCharacter() {
        var rule = IdentifierRule.of("{class}.{grade}");

        var part = rule.check("3211\uD83D\uDE00CuCATH1", VALUES).get(0).part().orElseThrow();

        assertThat(part.found()).isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{}",
                "{a b}",
                "{a:n}",
                "{a:n0}",
                "{a:n3-2}",
                "{a:z3}",
                "{a:n101}",
                "{check}x",
                "ü",
                "{class:n3}",
                "{check:n1}",
                "a b"
            })
    void patternsThatMeanNothingAreRefused(String pattern) {
        assertThatThrownBy(() -> IdentifierRule.of(pattern)).isInstanceOf(InvalidTemplate.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nobody}", "{mass}", "{note}", "{slab}", "{heat:n3}"})
    void aRuleNamesFieldsThatAreThereAtFirst(String pattern) {
        var rule = IdentifierRule.of(pattern);

        assertThatThrownBy(() -> Samples.COIL.withIdentifierRule(rule)).isInstanceOf(InvalidTemplate.class);
    }

    @Test
    void checkCharacterFindsEverySingleMistake() {
        var random = new Random(7);
        var letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder();
            for (int k = 0; k < 15; k++) {
                text.append(letters.charAt(random.nextInt(36)));
            }
            text.append(CheckCharacter.of(text));
            assertThat(CheckCharacter.isRight(text)).isTrue();
            int at = random.nextInt(16);
            char other = letters.charAt((letters.indexOf(text.charAt(at)) + 1 + random.nextInt(35)) % 36);
            text.setCharAt(at, other);
            assertThat(CheckCharacter.isRight(text)).as("seed 7: %s", text).isFalse();
        }
    }

    @Test
    void valuesOfARecordFeedTheRule() {
        var values = new HashMap<>(Samples.COIL.values(Samples.elements(Samples.COIL, Samples.right())));
        values.put("serial", "3");

        assertThat(IdentifierRule.of("{class}.{grade}.{date}.{heat}-{serial:n2}")
                        .suggest(values))
                .contains("3130.Q355B.20261124.H26B04521-03");
    }
}
