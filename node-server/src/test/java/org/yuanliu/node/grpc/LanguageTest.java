package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-CN", "zh-Hans-CN,zh;q=0.9,en;q=0.8", "fr, zh;q=0.5, en;q=0.4", "ZH-tw"})
    void chineseIsSpokenWhereItIsPreferred(String header) {
        assertThat(Language.preferred(header)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "en", "en-GB,zh;q=0.5", "fr", "*", "zh;q=0", "zh;q=oops", ";;;", "\u0000", "zhx"})
    void englishIsSpokenElsewhere(String header) {
        assertThat(Language.preferred(header)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void endlessHeaderSaysNothing() {
        assertThat(Language.preferred("zh," + "x,".repeat(100_000))).isEqualTo(Locale.ENGLISH);
        assertThat(Language.preferred(null)).isEqualTo(Locale.ENGLISH);
    }
}
