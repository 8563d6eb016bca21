package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.template.Samples.COIL;
import static org.yuanliu.template.Samples.DIGITS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

class TemplateCheckTest {
    @Test
    void aRightRecordHasNoViolation() {
        var elements = Samples.elements(COIL, Samples.right());

        assertThat(TemplateCheck.check(COIL, elements)).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var values = Samples.right();
        values.putAll(Map.of("grade", "Q355C", "mass", "26.9 t", "date", "2026-02-30", "certificate", "md5:00"));
        values.remove("heat");
        var elements = Samples.elements(COIL, values);
        elements.add(Element.of(2050, "massa", "1 kg"));

        var violations = TemplateCheck.check(COIL, elements);

        assertThat(Samples.shortly(violations))
                .containsExactly(
                        "NOT_IN_LIST grade Q355C > Q355B",
                        "WRONG_UNIT mass 26.9 t > 26900 kg",
                        "NOT_A_DATE date 2026-02-30",
                        "NOT_A_HASH certificate md5:00",
                        "UNKNOWN_FIELD massa 1 kg > 2001:mass",
                        "MISSING heat ");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "grade|Q235B|-",
                "grade|q235b|NOT_IN_LIST grade q235b > Q235B",
                "mass|100 kg|-",
                "mass|60000.0 kg|-",
                "mass|99.9 kg|OUT_OF_RANGE mass 99.9 kg",
                "mass|60000.1 kg|OUT_OF_RANGE mass 60000.1 kg",
                "mass|100000000000000000000000 kg|OUT_OF_RANGE mass 100000000000000000000000 kg",
                "mass|-100 kg|OUT_OF_RANGE mass -100 kg",
                "mass|100.25 kg|TOO_MANY_DECIMALS mass 100.25 kg",
                "mass|100.20 kg|NOT_A_NUMBER mass 100.20 kg > 100.2 kg",
                "mass|0100 kg|NOT_A_NUMBER mass 0100 kg > 100 kg",
                "mass|+100 kg|NOT_A_NUMBER mass +100 kg > 100 kg",
                "mass|100|WRONG_UNIT mass 100 > 100 kg",
                "mass|100kg|WRONG_UNIT mass 100kg > 100 kg",
                "mass|100  kg|WRONG_UNIT mass 100  kg > 100 kg",
                "mass|100 kg |WRONG_UNIT mass 100 kg  > 100 kg",
                "mass|100 MPa|WRONG_UNIT mass 100 MPa",
                "mass|heavy|NOT_A_NUMBER mass heavy",
                "mass| kg|NOT_A_NUMBER mass  kg",
                "mass||NOT_A_NUMBER mass ",
                "mass|1e3 kg|WRONG_UNIT mass 1e3 kg",
                "mass|100. kg|NOT_A_NUMBER mass 100. kg",
                "mass|1.2.3 kg|NOT_A_NUMBER mass 1.2.3 kg",
                "change|0|-",
                "change|5.00|-",
                "change|-0|NOT_A_NUMBER change -0 > 0",
                "change|-0.00|NOT_A_NUMBER change -0.00 > 0.00",
                "change|.5|NOT_A_NUMBER change .5 > 0.5",
                "change|0.5 %|WRONG_UNIT change 0.5 %",
                "date|2024-02-29|-",
                "date|2026-2-3|NOT_A_DATE date 2026-2-3 > 2026-02-03",
                "date|0000-01-01|NOT_A_DATE date 0000-01-01",
                "date|20/-1-01-01|NOT_A_DATE date 20/-1-01-01",
                "date|2026-13-01|NOT_A_DATE date 2026-13-01",
                "heat|H26B0452|PATTERN heat H26B0452",
                "heat|H26B045211|TOO_LONG heat H26B045211",
                "note|12345678901234567890|-",
                "note|钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢钢|-",
                "note|123456789012345678901|TOO_LONG note 123456789012345678901",
                "note| a|NOT_TEXT note  a > a",
                "note||NOT_TEXT note ",
                "slab|88.118.8/X|-",
                "slab|88.118.8/钢|-",
                "slab|88.118.8|NOT_AN_IDENTIFIER slab 88.118.8",
                "slab|/X|NOT_AN_IDENTIFIER slab /X",
                "slab|88.118.8/|NOT_AN_IDENTIFIER slab 88.118.8/",
                "slab| 88.118.8/X|NOT_AN_IDENTIFIER slab  88.118.8/X > 88.118.8/X",
            })
    void aValueIsRightOrTheReasonIsGiven(String field, String value, String expected) {
        var values = Samples.right();
        values.put(field, value == null ? "" : value);

        var violations = TemplateCheck.check(COIL, Samples.elements(COIL, values));

        assertThat(String.join("; ", Samples.shortly(violations))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void hashesHaveSmallDigits() {
        var values = Samples.right();
        for (String right : List.of("sm3:" + DIGITS, "sha256:" + DIGITS)) {
            values.put("certificate", right);
            assertThat(TemplateCheck.check(COIL, Samples.elements(COIL, values)))
                    .isEmpty();
        }

        values.put("certificate", "SHA-256:" + DIGITS.toUpperCase(Locale.ROOT));

        assertThat(TemplateCheck.check(COIL, Samples.elements(COIL, values)))
                .extracting(Violation::hint)
                .containsExactly("sha256:" + DIGITS);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        for (int index : new int[] {2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007}) {
            Field field = COIL.field(index).orElseThrow();
            var elements = Samples.elements(COIL, Samples.right());
            elements.removeIf(e -> e.index() == index);
            elements.add(Element.of(
                    index,
                    field.type(),
                    Bytes.hex("31ff0a00"),
                    field.visibility().permissions()));

            assertThat(TemplateCheck.check(COIL, elements)).as(field.name()).hasSize(1);
        }
    }

    @Test
    void typeAndPermissionsAreThoseOfTheTemplate() {
        var elements = Samples.elements(COIL, Samples.right());
        elements.removeIf(e -> e.index() == 2006 || e.index() == 2001);
        elements.add(Element.of(2006, "note", "open to all"));
        elements.add(Element.of(2001, "MASSE", "100 kg"));

        var violations = TemplateCheck.check(COIL, elements);

        assertThat(violations)
                .containsExactly(
                        new Violation("note", 2006, Rule.WRONG_PERMISSIONS, "1110", "1100", ""),
                        new Violation("mass", 2001, Rule.WRONG_TYPE, "MASSE", "mass", "mass"));
    }

    @Test
    void caseOfATypeDoesNotMatter() {
        var elements = Samples.elements(COIL, Samples.right());
        elements.removeIf(e -> e.index() == 2001);
        elements.add(Element.of(2001, "MASS", "100 kg"));

        assertThat(TemplateCheck.check(COIL, elements)).isEmpty();
        assertThat(TemplateCheck.check(COIL, Elements.of(elements))).isEmpty();
    }

    @Test
    void elementsOutsideTheTemplatesIndexesAreNotItsBusiness() {
        var elements = Samples.elements(COIL, Samples.right());
        elements.add(Element.of(1, "URL", "https://example.cn/"));
        elements.add(Element.of(3000, "grade", "?"));
        elements.add(Element.of(300, elements.get(0).type(), Bytes.EMPTY, Permissions.HIDDEN));

        assertThat(TemplateCheck.check(COIL, elements)).isEmpty();
    }

    @Test
    void anIndexCountsOnce() {
        var elements = Samples.elements(COIL, Samples.right());
        elements.add(Element.of(2001, "mass", "200 kg"));

        assertThat(Samples.shortly(TemplateCheck.check(COIL, elements))).containsExactly("GIVEN_TWICE mass 200 kg");
    }

    @Test
    void lateFieldsAreAwaitedNotMissing() {
        var elements = Samples.elements(COIL, Samples.right());

        assertThat(TemplateCheck.awaited(COIL, elements))
                .extracting(Field::name)
                .containsExactly("strength.28d");

        elements.add(Element.of(2016, "strength.28d", "51.2 MPa"));

        assertThat(TemplateCheck.awaited(COIL, elements)).isEmpty();
        assertThat(TemplateCheck.check(COIL, elements)).isEmpty();
    }

    @Test
    void eachOfManyRequiredFieldsIsMissed() {
        var fields = IntStream.range(0, 150)
                .mapToObj(i -> Field.of(2000 + 5 * i, "f" + i, Samples.label("字段" + i, "Field " + i), Samples.text(9)))
                .map(Field::asRequired)
                .toArray(Field[]::new);
        var template = Samples.template(1, fields);
        var elements = new ArrayList<Element>();
        elements.add(Element.of(2000 + 5 * 64, "f64", "x"));

        var violations = TemplateCheck.check(template, elements);

        assertThat(violations).hasSize(149).extracting(Violation::field).doesNotContain("f64");
    }

    @Test
    void theIdentifierFollowsTheRule() {
        var template = COIL.withIdentifierRule(IdentifierRule.of("{class}.{grade}.{date}.{heat}-{serial:n2}"));
        var elements = Samples.elements(COIL, Samples.right());

        var right = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-03");
        var wrong = Identifier.known("88.118.8/3130.Q355B.20261125.H26B04521-03");

        assertThat(TemplateCheck.check(template, right, elements)).isEmpty();
        assertThat(TemplateCheck.check(template, right, Elements.of(elements))).isEmpty();
        assertThat(TemplateCheck.check(template, wrong, Elements.of(elements)))
                .isEqualTo(TemplateCheck.check(template, wrong, elements));
        assertThat(TemplateCheck.check(template, wrong, elements))
                .extracting(Violation::right)
                .containsExactly("3130.Q355B.20261124.H26B04521-{serial:n2}");
    }
}
