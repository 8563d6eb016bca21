package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.model.Identifier;

class ServerChoiceTest {

    @ParameterizedTest
    @CsvSource({
        // identifier, prefix, suffix, whole
        "88.118.8/STEEL-COIL-001, 1993617733, 1468207288, 1316954527",
        "88.118.8/steel-coil-001, 1993617733, 1468207288, 1316954527",
        "0.NA/88.118.8, 36223079, 1993617733, 2081375286"
    })
    void hashIsThatOfTheReference(String text, int prefix, int suffix, int whole) throws Exception {
        Identifier identifier = Identifier.of(text);

        assertThat(ServerChoice.hash(identifier, ServerChoice.BY_PREFIX)).isEqualTo(prefix);
        assertThat(ServerChoice.hash(identifier, ServerChoice.BY_SUFFIX)).isEqualTo(suffix);
        assertThat(ServerChoice.hash(identifier, ServerChoice.BY_WHOLE)).isEqualTo(whole);
        assertThat(ServerChoice.index(identifier, ServerChoice.BY_WHOLE, 3)).isEqualTo(whole % 3);
    }
}
