package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Violation;

class TemplateSuggestTest {
    private static final Template COIL =
            Samples.COIL.withIdentifierRule(IdentifierRule.of("{class}.{grade}.{date}.{heat}-{coil:n2}"));

    private final Map<String, String> values = new HashMap<>(
            Map.of("Grade", "q355b", "生产日期", "2026/11/24", "heat", "H26B04521", "Coil", "3", "Net mass", "heavy"));

    @Test
    void theSuffixIsMadeOfWhatPeopleWrite() {
        var suggested = TemplateSuggest.suggest(COIL, values);

        assertThat(suggested.violations()).isEmpty();
        assertThat(suggested.suffix()).contains("3130.Q355B.20261124.H26B04521-03");
    }

    @Test
    void allThatIsMissingOrWrongIsToldAtOnce() {
        values.remove("heat");
        values.putAll(Map.of("Grade", "Q355", "Coil", "333", "hat", "H26B04521"));

        var suggested = TemplateSuggest.suggest(COIL, values);

        assertThat(suggested.suffix()).isEmpty();
        assertThat(suggested.violations())
                .extracting(violation -> violation.text(Locale.ENGLISH))
                .containsExactlyInAnyOrder(
                        "hat is not in the template. Did you mean 'heat'?",
                        "grade (index 2000) is 'Q355'; right is one of Q235B, Q355B. Did you mean 'Q355B'?",
                        "heat (index 2003) is missing.",
                        "coil is '333', which does not have the form [0-9]{2}.");
    }

    @Test
    void aTemplateWithoutARuleSuggestsNothing() {
        var suggested = TemplateSuggest.suggest(Samples.COIL, values);

        assertThat(suggested.suffix()).isEmpty();
        assertThat(suggested.violations()).isEmpty();
    }

    @Test
    void whatIsLackingIsSaidInTheOrderOfTheRule() {
        values.clear();

        assertThat(TemplateSuggest.suggest(COIL, values).violations())
                .extracting(Violation::field)
                .containsExactly("grade", "date", "heat", "coil");
    }
}
