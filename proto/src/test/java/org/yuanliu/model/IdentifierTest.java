package org.yuanliu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifierTest {
    @Test
    void keyIsAnIdentifierItself() throws Exception {
        Identifier longest = Identifier.of("88." + "8".repeat(Identifier.MAX_BYTES - 8));

        assertThat(longest.key().length()).isEqualTo(Identifier.MAX_BYTES);
        assertThat(Identifier.of(longest.key())).isEqualTo(longest);
        assertThatThrownBy(() -> Identifier.of("88." + "8".repeat(Identifier.MAX_BYTES - 7)))
                .isInstanceOf(MalformedMessage.class);
    }
}
