package org.yuanliu.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yuanliu.template.Samples.label;
import static org.yuanliu.template.Samples.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;

class TemplateTest {
    @Test
    void indexesNamesAndLabelsStandForOneField() {
        var field = Field.of(2000, "grade", label("牌号", "Grade"), text(9));

        assertThatThrownBy(() -> Samples.template(1, field, Field.of(2000, "x", label("甲", "Y"), text(9))))
                .hasMessage("fields[1].index: 2000 is given twice");
        assertThatThrownBy(() -> Samples.template(1, field, Field.of(2001, "GRADE", label("甲", "Y"), text(9))))
                .hasMessage("fields[1]: 'GRADE' already names the field with index 2000");
        assertThatThrownBy(() -> Samples.template(1, field, Field.of(2001, "x", label("牌号", "Y"), text(9))))
                .isInstanceOf(InvalidTemplate.class);
        assertThatThrownBy(() -> Samples.template(1)).isInstanceOf(InvalidTemplate.class);
    }

    @Test
    void equalPartsMakeEqualTemplates() {
        var again = Samples.template(1, Samples.COIL.fields().toArray(Field[]::new));

        assertThat(again).isEqualTo(Samples.COIL).hasSameHashCodeAs(Samples.COIL);
        assertThat(Samples.template(2, Samples.COIL.fields().toArray(Field[]::new)))
                .isNotEqualTo(Samples.COIL);
    }

    @ParameterizedTest
    @CsvSource({
        "kg, 1, 0, 0",
        "k g, 0, 1, 0",
        "kg, 0, 1, 10",
        "kg, 0.5, 1, 0",
        "kg, 0, 1234567890123456, 0",
        "kg, 0, 10000000000, 9",
        "kg, 0, 1e30, 0",
    })
    void boundsOfNumbersAreKept(String unit, String min, String max, int scale) {
        assertThatThrownBy(() -> Samples.decimal(unit, min, max, scale)).isInstanceOf(InvalidTemplate.class);
    }

    @Test
    void boundsCompareByValue() {
        assertThat(Samples.decimal("kg", "0.0", "1e2", 1)).isEqualTo(Samples.decimal("kg", "0", "100.0", 1));
    }

    @Test
    void codesAndLabelsAreChecked() {
        assertThatThrownBy(() -> Samples.choice("a", "A")).hasMessageContaining("given twice");
        assertThatThrownBy(Samples::choice).isInstanceOf(InvalidTemplate.class);
        assertThatThrownBy(() -> label("", "x")).hasMessageStartingWith("zh: ");
        assertThatThrownBy(() -> label("甲", "x\n")).hasMessageStartingWith("en: ");
        for (String name : List.of("", "1a", "a b", "class", "check", "a".repeat(61), "牌号")) {
            assertThatThrownBy(() -> Field.of(2000, name, label("甲", "A"), text(1)))
                    .hasMessageStartingWith("name: ");
        }
        assertThatThrownBy(() -> Field.of(1999, "a", label("甲", "A"), text(1))).hasMessageStartingWith("index: ");
    }

    @Test
    void everyKindHasAForm() {
        Set<Class<?>> kinds = new HashSet<>();
        Samples.COIL.fields().forEach(field -> kinds.add(field.kind().getClass()));

        assertThat(kinds).isEqualTo(Set.of(FieldKind.class.getPermittedSubclasses()));
    }

    @Test
    void referencesNameTemplateAndVersion() throws MalformedMessage {
        var reference = TemplateReference.parse("88.118/META_steel-coil:12");

        assertThat(reference.record()).isEqualTo(Identifier.known("88.118/meta_STEEL-COIL"));
        assertThat(reference.version()).isEqualTo(12);
        assertThat(reference.text()).isEqualTo("88.118/META_steel-coil:12");
        assertThat(TemplateReference.parse("88.118/META_a:b:1").text()).isEqualTo("88.118/META_a:b:1");
        assertThat(TemplateReference.of("88.118", Samples.COIL).element().text())
                .isEqualTo("88.118/META_coil:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.0",
                "88.118/META_a",
                "88.118/META_a:",
                "88.118/META_a:0",
                "88.118/META_a:01",
                "88.118/META_a:1000000",
                "88.118/META_:1",
                "88.118/a:1",
                "META_a:1",
                "/META_a:1"
            })
    void otherTextsAreNoReferences(String text) {
        assertThatThrownBy(() -> TemplateReference.parse(text)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @CsvSource({"mas, mass", "MASS, mass", "heta, heat", "x, -", "grrrade, grade", "certificat, certificate"})
    void nearMissesAreFound(String written, String expected) {
        var names = Samples.COIL.fields().stream().map(Field::name).toList();

        assertThat(NearMiss.of(written, names).orElse("-")).isEqualTo(expected);
    }
}
