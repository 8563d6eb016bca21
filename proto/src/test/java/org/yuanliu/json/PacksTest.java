package org.yuanliu.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Compatibility;
import org.yuanliu.template.Compatibility.Change;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateCheck;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateReference;

class PacksTest {
    static List<Template> all() {
        return Packs.all();
    }

    @Test
    void everyPlannedProductHasOne() {
        assertThat(Packs.names()).hasSize(13);
        assertThat(Packs.all()).extracting(Template::name).containsExactlyElementsOf(Packs.names());
        assertThat(Packs.named("steel-coil")).isPresent();
        assertThat(Packs.named("tea")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsReadAsItIsWritten(Template pack) throws MalformedMessage {
        assertThat(TemplateJson.read(TemplateJson.write(pack))).isEqualTo(pack);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsCompatibleWithItself(Template pack) {
        assertThat(Compatibility.check(pack, pack))
                .extracting(Compatibility.Finding::change)
                .containsExactly(Change.VERSION);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itAsksForSomethingAndIsSearchable(Template pack) {
        assertThat(pack.fields()).hasSizeGreaterThan(20);
        assertThat(pack.fields()).filteredOn(Field::required).hasSizeGreaterThan(3);
        assertThat(pack.fields()).filteredOn(Field::indexed).hasSizeGreaterThan(2);
        assertThat(pack.fields()).extracting(f -> f.label().zh()).allMatch(zh -> zh.matches(".*\\p{IsHan}.*"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsBoundsThemselvesAreFilledIn(Template pack) {
        for (boolean upper : new boolean[] {false, true}) {
            Map<String, String> values = new HashMap<>();
            for (Field field : pack.fields()) {
                example(field.kind(), upper)
                        .ifPresent(text -> values.put(field.label().zh(), text));
            }

            var filled = TemplateFill.fillSome(pack, values);

            assertThat(filled.violations()).isEmpty();
            assertThat(filled.elements()).hasSize(values.size());
        }
    }

    private static java.util.Optional<String> example(FieldKind kind, boolean upper) {
        if (kind instanceof FieldKind.Decimal decimal) {
            return java.util.Optional.of((upper ? decimal.max() : decimal.min()).toPlainString());
        } else if (kind instanceof FieldKind.Choice choice) {
            var option = choice.choices().get(upper ? choice.choices().size() - 1 : 0);
            return java.util.Optional.of(
                    upper ? option.label().zh() : option.label().en());
        }
        return java.util.Optional.empty();
    }

    @Test
    void aMillsCoilIsFilledInFromItsOwnWords() {
        Template coil = Packs.named("steel-coil").orElseThrow();
        var values = Map.of(
                "牌号", "Q355B",
                "执行标准", "GB/T 1591-2018",
                "净重", "26.947 t",
                "尺寸", "2.75x1250 mm",
                "板坯标识", "88.118.8/3120.Q355B.20261124.H26B04521-S01",
                "上屈服强度", "412 N/mm²",
                "抗拉强度", "546",
                "断后伸长率", "27.3%");

        var filled = TemplateFill.fill(coil, TemplateReference.of("88.118", coil), values);

        assertThat(filled.violations()).isEmpty();
        assertThat(TemplateCheck.check(coil, filled.elements())).isEmpty();
        assertThat(filled.elements()).extracting(e -> e.text()).contains("26947 kg", "412 MPa", "546 MPa", "27.3 %");
    }
}
