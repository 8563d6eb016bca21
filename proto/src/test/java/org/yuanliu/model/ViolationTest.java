package org.yuanliu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationTest {
    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRuleSpeaksBothLanguages(Rule rule) {
        var violation = new Violation("mass", 2003, rule, "26,9 t", "1..60000 kg", "26900 kg");

        assertThat(violation.text(Locale.ENGLISH)).doesNotContain("{", "''").endsWith("Did you mean '26900 kg'?");
        assertThat(violation.text(Locale.CHINA)).doesNotContain("{", "''").matches(".*\\p{IsHan}.*是否为“26900 kg”？");
    }

    @Test
    void saysWhereWhatAndWhatIsRight() {
        var violation = new Violation("mass", 2003, Rule.OUT_OF_RANGE, "99000 kg", "1..60000 kg", "");

        assertThat(violation.text(Locale.ENGLISH)).isEqualTo("mass (index 2003) is 99000 kg; right is 1..60000 kg.");
        assertThat(violation.text(Locale.SIMPLIFIED_CHINESE)).isEqualTo("mass（索引 2003）为 99000 kg，应在 1..60000 kg 之内。");
    }

    @Test
    void withoutAnElementThereIsNoIndex() {
        var violation = new Violation("mas", 0, Rule.UNKNOWN_FIELD, "1", "", "mass");

        assertThat(violation.text(Locale.ENGLISH)).isEqualTo("mas is not in the template. Did you mean 'mass'?");
        assertThat(violation.text(Locale.CHINA)).isEqualTo("mas 不在模板中。是否为“mass”？");
    }

    @Test
    void saysWhichPartOfAnIdentifierIsWrong() {
        var part = new Violation.Part(6, "{grade}", "Q355", "Q355B");
        var text = new Violation.Part(11, "", "", "-");

        assertThat(rule(part).text(Locale.ENGLISH)).isEqualTo("""
                        The identifier's suffix '3130.Q355-07' does not follow the template's rule; right is \
                        3130.Q355B-{coil:n2}. From character 6 on, {grade} is 'Q355'; right is 'Q355B'. \
                        Did you mean '3130.Q355B-07'?""");
        assertThat(rule(part).text(Locale.CHINA)).isEqualTo("""
                        标识后缀“3130.Q355-07”不符合模板的编码规则，应为 3130.Q355B-{coil:n2}。\
                        自第 6 个字符起，{grade} 为“Q355”，应为“Q355B”。是否为“3130.Q355B-07”？""");
        assertThat(rule(text).text(Locale.ENGLISH))
                .contains("From character 11 on, something is missing; right is '-'.");
        assertThat(rule(text).text(Locale.CHINA)).contains("自第 11 个字符起，文字缺失，应为“-”。");
    }

    private static Violation rule(Violation.Part part) {
        return new Violation(
                "identifier",
                0,
                Rule.IDENTIFIER_RULE,
                "3130.Q355-07",
                "3130.Q355B-{coil:n2}",
                "3130.Q355B-07",
                Optional.of(part));
    }

    @Test
    void longValuesAreCut() {
        var violation = new Violation("note", 2006, Rule.TOO_LONG, "x".repeat(5000), "20", "");

        assertThat(violation.value()).hasSize(Violation.SHOWN + 3);
        assertThat(new Violation("note", 2006, Rule.TOO_LONG, "x" + "𠀀".repeat(50), "20", "").value())
                .hasSize(Violation.SHOWN + 2)
                .endsWith("𠀀...");
    }
}
