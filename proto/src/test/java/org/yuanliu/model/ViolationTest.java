package org.yuanliu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
    void longValuesAreCut() {
        var violation = new Violation("note", 2006, Rule.TOO_LONG, "x".repeat(5000), "20", "");

        assertThat(violation.value()).hasSize(Violation.SHOWN + 3);
        assertThat(new Violation("note", 2006, Rule.TOO_LONG, "x" + "𠀀".repeat(50), "20", "").value())
                .hasSize(Violation.SHOWN + 2)
                .endsWith("𠀀...");
    }
}
