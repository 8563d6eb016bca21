package org.yuanliu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CreditCodeTest {
    /** The example that GB 32100-2015 itself gives. */
    private static final String RIGHT = "91350100M000100Y43";

    @Test
    void exampleOfTheStandardIsValid() {
        assertThat(CreditCode.isValid(RIGHT)).isTrue();
    }

    @Test
    void everySingleWrongCharacterIsNoticed() {
        String characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (int i = 0; i < RIGHT.length(); i++) {
            for (char c : characters.toCharArray()) {
                String code = RIGHT.substring(0, i) + c + RIGHT.substring(i + 1);

                assertThat(CreditCode.isValid(code)).as(code).isEqualTo(code.equals(RIGHT));
            }
        }
    }

    @Test
    void wrongOnesAreToldWhatIsRight() {
        for (String code : List.of("", "9135010OM000100Y43", RIGHT + "0", RIGHT.toLowerCase(java.util.Locale.ROOT))) {
            assertThat(CreditCode.isValid(code)).as(code).isFalse();
            assertThat(CreditCode.whatIsRight(code)).contains("GB 32100-2015");
        }
        assertThat(CreditCode.whatIsRight("91350100M000100Y42")).endsWith("the check character is 3");
    }
}
