package org.yuanliu.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

final class RecordJsonTest {
    private static final Identifier BATCH = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-03");

    @Test
    void plainRecordIsWrittenInTheShapeThatClientsKnow() throws Exception {
        List<Element> elements =
                List.of(Element.of(1, "URL", "https://example.cn/钢").writtenAt(1_700_000_000));

        String json = written(BATCH, elements);

        assertThat(json)
                .isEqualTo("{\"handle\":\"88.118.8/3130.Q355B.20261124.H26B04521-03\",\"values\":[{\"index\":1,"
                        + "\"type\":\"URL\",\"data\":{\"format\":\"string\",\"value\":\"https://example.cn/钢\"},"
                        + "\"ttl\":86400,\"timestamp\":\"2023-11-14T22:13:20Z\"}]}");
        assertThat(RecordJson.read(Bytes.utf8(json)).elements()).isEqualTo(elements);
    }

    private static String written(Identifier identifier, List<Element> elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.write(out, false, json -> RecordJson.write(identifier, elements, json));
        return Bytes.wrap(out.toByteArray()).utf8();
    }
}
