package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yuanliu.template.Samples.COIL;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Element;
import org.yuanliu.model.Permissions;

class TemplateFillTest {
    private static final TemplateReference REFERENCE = TemplateReference.of("88.118", COIL);

    @Test
    void fieldsGoByNameOrEitherLabel() {
        var values =
                Map.of("牌号", "代码Q355B", "net MASS", "26.947 t", "Production date", "2026/11/24", "heat", " H26B04521 ");

        var filled = TemplateFill.fill(COIL, REFERENCE, values);

        assertThat(filled.violations()).isEmpty();
        assertThat(filled.elements())
                .containsExactly(
                        Element.of(1001, "TEMPLATE", "88.118/META_coil:1"),
                        Element.of(2000, "grade", "Q355B"),
                        Element.of(2001, "mass", "26947 kg"),
                        Element.of(2002, "date", "2026-11-24"),
                        Element.of(2003, "heat", "H26B04521"));
        assertThat(TemplateCheck.check(COIL, filled.elements())).isEmpty();
    }

    @Test
    void hiddenFieldsGetTheirPermissions() {
        var filled = TemplateFill.fillSome(COIL, Map.of("note", "secret"));

        assertThat(filled.elements()).extracting(Element::permissions).containsExactly(Permissions.HIDDEN);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var values = new LinkedHashMap<String, String>();
        values.put("gradee", "Q355B");
        values.put("Net mass", "26.9475 t");
        values.put("mass", "1 t");
        values.put("date", "24.11.2026");
        values.put("heat", " ");
        values.put("zzz", "?");

        var filled = TemplateFill.fill(COIL, REFERENCE, values);

        assertThat(filled.isRight()).isFalse();
        assertThat(filled.elements()).isEmpty();
        assertThat(Samples.shortly(filled.violations()))
                .containsExactly(
                        "UNKNOWN_FIELD gradee Q355B > grade",
                        "UNKNOWN_FIELD zzz ?",
                        "GIVEN_TWICE mass 1 t",
                        "NOT_A_DATE date 24.11.2026 > 2026-11-24",
                        "MISSING grade ",
                        "MISSING heat ");
    }

    @Test
    void aLateValueIsFilledInAlone() {
        var filled = TemplateFill.fillSome(COIL, Map.of("28天强度", "51.2 N/mm²"));

        assertThat(filled.elements()).containsExactly(Element.of(2016, "strength.28d", "51.2 MPa"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mass|26947|26947 kg",
                "mass|26947.0|26947.0 kg",
                "mass|26947.000 kg|26947.0 kg",
                "mass|２６９４７ ㎏|26947 kg",
                "mass|26.947 吨|26947 kg",
                "mass|26.947吨|26947 kg",
                "mass|26.9470 t|26947.0 kg",
                "mass|500000.0 g|500.0 kg",
                "mass|30 t|30000 kg",
                "strength.28d|51200 kPa|51.2 MPa",
                "strength.28d|0.0512 GPa|51.2 MPa",
                "change|−1.5|-1.5",
                "change|-0|0",
                "date|20261124|2026-11-24",
                "date|2026年11月4日|2026-11-04",
                "date|2026.1.2|2026-01-02",
                "grade|q355b|Q355B",
                "grade|Q 355B|Q355B",
                "grade|Ｑ３５５Ｂ|Q355B",
                "grade|code q235b|Q235B",
            })
    void spellingsWithoutDoubtAreUnderstood(String field, String written, String canonical) {
        var filled = TemplateFill.fillSome(COIL, Map.of(field, written));

        assertThat(filled.violations()).isEmpty();
        assertThat(filled.elements()).extracting(Element::text).containsExactly(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mass|26,947 kg|NOT_A_NUMBER mass 26,947 kg",
                "mass|269,5 kg|NOT_A_NUMBER mass 269,5 kg > 269.5 kg",
                "mass|26947.25 kg|TOO_MANY_DECIMALS mass 26947.25 kg",
                "mass|26.94725 t|TOO_MANY_DECIMALS mass 26947.25 kg",
                "mass|26947 t|OUT_OF_RANGE mass 26947000 kg",
                "mass|26.9 T|WRONG_UNIT mass 26.9 T",
                "mass|<5 kg|NOT_A_NUMBER mass <5 kg",
                "change|1 kg|WRONG_UNIT change 1 kg",
                "date|01.02.2026|NOT_A_DATE date 01.02.2026",
                "date|11/24/2026|NOT_A_DATE date 11/24/2026 > 2026-11-24",
                "date|2026-11-24T08:00|NOT_A_DATE date 2026-11-24T08:00",
                "grade|Q345B|NOT_IN_LIST grade Q345B > Q355B",
                "certificate|0123|NOT_A_HASH certificate 0123",
                "slab|S01|NOT_AN_IDENTIFIER slab S01",
            })
    void whatLeavesDoubtIsRefused(String field, String written, String expected) {
        var filled = TemplateFill.fillSome(COIL, Map.of(field, written));

        assertThat(Samples.shortly(filled.violations())).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "h, min, 2.75, 165.0",
        "min, h, 90, -",
        "%, ppm, 0.0015, 15",
        "%, ppm, 0.16, 1600",
        "ppm, %, 15, 0.0015",
        "‰, %, 2.5, 0.25",
        "mg/kg, ppm, 3, 3",
        "g/cm³, kg/m3, 0.92, 920",
        "W/(m·K), mW/(m.K), 0.0325, 32.5",
        "W/mK, W/(m.K), 0.0325, 0.0325",
        "g/10 min, g/10min, 2.01, 2.01",
        "℃, °C, 20, 20",
        "µm, μm, 5, 5",
        "kg, MPa, 1, -",
        "furlong, furlong, 1, 1",
    })
    void unitsAreConvertedExactlyOrNotAtAll(String from, String to, String value, String expected) {
        var kind = Samples.decimal(to, "-10000", "10000", 9);
        var template = Samples.template(1, Field.of(2000, "x", Samples.label("量", "Quantity"), kind));

        var filled = TemplateFill.fillSome(template, Map.of("x", value + " " + from));

        var got = filled.isRight() ? filled.elements().get(0).text() : "-";
        assertThat(got).isEqualTo(expected.equals("-") ? "-" : expected + " " + to);
    }
}
