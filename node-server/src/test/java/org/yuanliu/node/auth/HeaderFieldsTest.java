package org.yuanliu.node.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.MalformedMessage;

final class HeaderFieldsTest {
    @Test
    void valuesMayBeQuotedAndNamesHaveAnyCase() throws Exception {
        assertThat(HeaderFields.parse(" Version=\"0\" , sessionId = a1/b== ,ID=\"a \\\"b\\\\ ,c\",")
                        .values())
                .isEqualTo(Map.of("version", "0", "sessionid", "a1/b==", "id", "a \"b\\ ,c"));
        assertThat(HeaderFields.parse("").values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                ",",
                "=",
                "a",
                "a=",
                "a= ",
                "=b",
                "a=\"",
                "a=\"b",
                "a=\"b\\\"",
                "a=\"b\\",
                "a=b c=d",
                "a=b, ",
                "a=b\"c\"",
                "a=\"b\"c",
                "a=,b=c",
                "a b=c",
                "\u00e4=b",
                "a=b,,c=d"
            })
    void whatIsNoListIsRefused(String text) {
        assertThatThrownBy(() -> HeaderFields.parse(text))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("no list of name");
    }
}
