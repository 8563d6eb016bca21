package org.yuanliu.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTest {
    @Test
    void textOfAnElementKeepsSecrets() {
        Element secret = Element.of(302, ElementType.HS_SECKEY, Bytes.utf8("steel"), Permissions.HIDDEN);
        Request request = new Request.Create(Identifier.known("88.118.8/X"), List.of(secret), false, false);

        assertThat(request.toString())
                .contains("302 HS_SECKEY ***")
                .doesNotContain(secret.data().hex());
        assertThat(Element.of(1, "URL", "a").toString()).contains("1 URL 61");
    }
}
