package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.template.Samples.choice;
import static org.yuanliu.template.Samples.decimal;
import static org.yuanliu.template.Samples.label;
import static org.yuanliu.template.Samples.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yuanliu.template.Compatibility.Change;
import org.yuanliu.template.Compatibility.Finding;

class CompatibilityTest {
    private static final Field MASS = Field.of(2001, "mass", label("净重", "Mass"), decimal("kg", "100", "60000", 1))
            .asRequired();
    private static final Field GRADE = Field.of(2000, "grade", label("牌号", "Grade"), choice("A", "B"));
    private static final Field HEAT = Field.of(2002, "heat", label("炉号", "Heat"), text(9, "\\d+"));
    private static final Template OLDER = Samples.template(1, GRADE, MASS, HEAT);

    @Test
    void whatWidensMayFollow() {
        var newer = Samples.template(
                2,
                Field.of(2000, "grade", label("钢级", "Steel grade"), choice("A", "C", "B"))
                        .asIndexed(),
                Field.of(2001, "mass", label("净重", "Mass"), decimal("kg", "0", "70000", 3))
                        .asLate(),
                Field.of(2002, "heat", label("炉号", "Heat"), text(20)),
                Field.of(2005, "note", label("备注", "Note"), text(20)).visibleTo(Visibility.PRIVATE));

        assertThat(Compatibility.check(OLDER, newer)).isEmpty();
    }

    @Test
    void fieldsStayWhatTheyAre() {
        var newer = Samples.template(
                2,
                Field.of(2000, "steel", label("牌号", "Grade"), choice("A", "B")),
                Field.of(2010, "mass", label("净重", "Mass"), text(9)).asRequired(),
                Field.of(2011, "new", label("新", "New"), text(9)).asRequired());

        assertThat(Compatibility.check(OLDER, newer))
                .containsExactly(
                        new Finding(Change.RENAMED, "2000", "grade", "steel"),
                        new Finding(Change.RENUMBERED, "mass", "2001", "2010"),
                        new Finding(Change.KIND, "mass", "decimal", "text"),
                        new Finding(Change.DROPPED, "heat", "2002", ""),
                        new Finding(Change.NEW_REQUIRED, "new", "", ""));
    }

    @Test
    void nothingGetsNarrower() {
        var newer = Samples.template(
                2,
                Field.of(2000, "grade", label("牌号", "Grade"), choice("A"))
                        .asLate()
                        .asUnique(),
                Field.of(2001, "mass", label("净重", "Mass"), decimal("t", "100", "50000", 0))
                        .asRequired()
                        .visibleTo(Visibility.PARTNER),
                Field.of(2002, "heat", label("炉号", "Heat"), text(8, "\\d*")));

        assertThat(Compatibility.check(OLDER, newer))
                .extracting(Finding::change)
                .containsExactly(
                        Change.REQUIRED,
                        Change.UNIQUE,
                        Change.CHOICE,
                        Change.VISIBILITY,
                        Change.UNIT,
                        Change.RANGE,
                        Change.DECIMALS,
                        Change.LENGTH,
                        Change.PATTERN);
    }

    @Test
    void theTemplateItselfStays() {
        var rule = Optional.of(IdentifierRule.of("{class}.{serial:n6}"));
        var newer = new Template("other", 1, label("钢卷", "Coil"), "3120", List.of(GRADE, MASS, HEAT), rule);

        assertThat(Compatibility.check(OLDER, newer))
                .extracting(Finding::change)
                .containsExactly(Change.NAME, Change.VERSION, Change.INDUSTRY, Change.IDENTIFIER_RULE);
    }

    @Test
    void onlyPrivateBecomesPartner() {
        for (Visibility was : Visibility.values()) {
            for (Visibility is : Visibility.values()) {
                boolean may = was == is || (was == Visibility.PRIVATE && is == Visibility.PARTNER);

                var findings = Compatibility.check(
                        Samples.template(1, GRADE.visibleTo(was)), Samples.template(2, GRADE.visibleTo(is)));

                assertThat(findings.isEmpty()).as("%s to %s", was, is).isEqualTo(may);
            }
        }
    }

    @Test
    void findingsSpeakBothLanguages() {
        for (Change change : Change.values()) {
            var finding = new Finding(change, "mass", "100..60000", "100..50000");

            assertThat(finding.text(Locale.ENGLISH)).doesNotContain("{").isNotBlank();
            assertThat(finding.text(Locale.CHINA)).doesNotContain("{").matches(".*\\p{IsHan}.*");
        }
        assertThat(new Finding(Change.RANGE, "mass", "100..60000", "100..50000").text(Locale.ENGLISH))
                .isEqualTo("The range of mass was 100..60000 and is 100..50000; it may only grow.");
    }
}
