package org.yuanliu.tools.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;

class CanonicalJsonTest {
    /** What ECMAScript's Number::toString gives. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "333333333.33333329, 333333333.3333333",
        "1E30, 1e+30",
        "-2.50E-27, -2.5e-27",
        "4.50, 4.5",
        "2e-3, 0.002",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308"
    })
    void numbersAreWrittenAsEcmaScriptDoes(double value, String text) {
        assertThat(CanonicalJson.number(value)).isEqualTo(text);
    }

    @Test
    void layoutAndOrderDoNotMatter() throws Exception {
        String text = "{ \"b\": [1.0, true, null, \"\\u20ac\\n\\u001f/\\\"\"],\n \"a\": {}, \"B\": [] }";

        assertThat(CanonicalJson.text(Json.read(Bytes.utf8(text))))
                .isEqualTo("{\"B\":[],\"a\":{},\"b\":[1,true,null,\"€\\n\\u001f/\\\"\"]}");
    }

    @Test
    void digestIsThatOfTheCanonicalText() throws Exception {
        assertThat(CanonicalJson.digest(Json.read(Bytes.utf8("{ }"))))
                .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
}
