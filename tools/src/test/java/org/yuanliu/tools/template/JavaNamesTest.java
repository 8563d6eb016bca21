package org.yuanliu.tools.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
    @ParameterizedTest
    @CsvSource({
        "grade, grade",
        "mech.ReH, mechReH",
        "mech.Rp0.2, mechRp0_2",
        "impurity.Al2O3, impurityAl2O3",
        "flexural.28d, flexural28d",
        "P2O5.soluble, P2O5Soluble",
        "a_b-c..d, aBCD",
        "x., x",
    })
    void fieldsKeepTheirSpelling(String field, String method) {
        assertThat(JavaNames.camel(field)).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({
        "stone-wool, packing, STONE_WOOL",
        "P.O 42.5R, grade, P_O_42_5R",
        "3.1, certificate.type, TYPE_3_1",
        "合格, bend, 合格",
        "+, sign, SIGN",
        "3, flexural.28d, FLEXURAL_28D_3",
        "+, sign., SIGN",
        "SX-EW, process, SX_EW",
    })
    void codesAreConstants(String code, String field, String constant) {
        assertThat(JavaNames.constant(code, field)).isEqualTo(constant);
    }

    @ParameterizedTest
    @CsvSource({
        "kg, kg",
        "%, percent",
        "°C, celsius",
        "g/cm3, gPerCm3",
        "W/(m.K), WPerMK",
        "g/10min, gPer10min",
        "'', value",
        "int, value",
        "μm, μm"
    })
    void numbersAreCalledByTheirUnit(String unit, String parameter) {
        assertThat(JavaNames.unit(unit)).isEqualTo(parameter);
    }

    @Test
    void wordsOfJavaAndNamesInUseAreAvoided() {
        var names = new JavaNames(List.of("of", "hashCode"));

        assertThat(names.free("class", 2000)).isEqualTo("class_");
        assertThat(names.free("of", 2001)).isEqualTo("of_2001");
        assertThat(names.free("aB", 2002)).isEqualTo("aB");
        assertThat(names.free("ab", 2003)).isEqualTo("ab_2003");
        assertThat(names.free("class_", 2004)).isEqualTo("class__2004");
    }

    @Test
    void noTwoWordsEverGetOneName() {
        long seed = 20261128;
        var random = new Random(seed);
        var letters = "aAbB19._-";
        var names = new JavaNames(List.of("a", "b"));
        Set<String> given = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (int index = 2000; index < 3000; index++) {
            var word = new StringBuilder("a");
            for (int i = random.nextInt(5); i >= 0; i--) {
                word.append(letters.charAt(random.nextInt(letters.length())));
            }
            var name = names.free(JavaNames.camel(word.toString()), index);
            assertThat(SourceVersion.isName(name)).as("seed %d: %s", seed, word).isTrue();
            if (!given.add(name.toLowerCase(Locale.ROOT))) {
                twice.add(name);
            }
        }

        assertThat(twice).as("seed %d", seed).isEmpty();
    }
}
