package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Identifier;
import org.yuanliu.template.IdentifierRule;

class TemplatedRecordTest {
    private static final IdentifierRule RULE = IdentifierRule.of("{class}.{grade}.{date}-{coil:n2}");

    /** As the generator writes them. */
    private static final class Coil extends TemplatedRecord<Coil> {
        Coil(Identifier identifier) {
            super("coil:1", List.of("grade", "mass"), identifier);
        }

        Coil(String prefix, String coil) {
            super("coil:1", List.of("grade", "mass"), prefix, RULE, Map.of("class", "3130", "coil", coil));
        }

        Coil grade(@Nullable String value) {
            return set("grade", value);
        }

        Coil mass(@Nullable BigDecimal kg) {
            return set("mass", kg, "kg");
        }

        Coil change(BigDecimal value) {
            return set("change", value, "");
        }

        Coil date(LocalDate value) {
            return set("date", value);
        }
    }

    @Test
    void valuesAreWrittenAsTheTemplateHasThem() {
        Coil coil = new Coil(Identifier.known("88.118.8/C1"))
                .grade(" Q355B ")
                .mass(new BigDecimal("2.6947E+4"))
                .change(new BigDecimal("-0.50"))
                .date(LocalDate.of(2026, 11, 4));

        assertThat(coil.values())
                .isEqualTo(Map.of("grade", "Q355B", "mass", "26947 kg", "change", "-0.50", "date", "2026-11-04"));
        assertThat(coil.missing()).isEmpty();
    }

    @Test
    void nullIsNotGiven() {
        Coil coil = new Coil(Identifier.known("88.118.8/C1")).grade("Q355B").mass(null);

        assertThat(coil.missing()).containsExactly("mass");
        assertThat(coil.grade(null).missing()).containsExactly("grade", "mass");
    }

    @Test
    void identifierFollowsFromTheValues() {
        Coil coil = new Coil("88.118.8", "7").grade("Q355B").date(LocalDate.of(2026, 11, 24));

        assertThat(coil.identifier().text()).isEqualTo("88.118.8/3130.Q355B.20261124-07");
        assertThatThrownBy(() -> new Coil("88.118.8", "777").grade("Q355B").identifier())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the identifier lacks {date}, {coil:n2}; its rule is {class}.{grade}.{date}-{coil:n2}");
    }

    @Test
    void hashIsThatOfTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("certificate.pdf"), "abc");

        assertThat(FileHash.sha256(file).text())
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatThrownBy(() -> new FileHash("SM3:00")).hasMessageContaining("'SM3:00' is no digest");
    }
}
