package org.yuanliu.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ElementJsonTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 59, 951_782_400, 951_868_799, 1_732_435_200, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL})
    void momentsAreWrittenAsTheJdkWritesThem(long seconds) {
        assertThat(ElementJson.moment((int) seconds))
                .isEqualTo(Instant.ofEpochSecond(seconds).toString());
    }
}
