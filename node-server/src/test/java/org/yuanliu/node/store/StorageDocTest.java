package org.yuanliu.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

class StorageDocTest {
    private static final Path DOC = Path.of("..", "docs", "storage.md");

    @Test
    void exampleIsWhatTheCodeWrites() throws Exception {
        Instant created = Instant.parse("2026-11-24T08:00:00Z");
        Element url = Element.of(1, "URL", "https://a.cn").writtenAt((int) created.getEpochSecond());
        StoredRecord record = StoredRecord.of(1, created.toEpochMilli(), created.toEpochMilli(), List.of(url));

        String text = Files.readString(DOC).replaceAll("\\s+", "");

        assertThat(text)
                .contains("key" + Keys.record(Identifier.known("88.118.8/X")).hex() + "value"
                        + record.bytes().hex() + "```");
    }

    @Test
    void everyFamilyIsListed() throws Exception {
        String text = Files.readString(DOC);

        for (Family family : Family.values()) {
            assertThat(text).contains("| " + family.number() + " | `" + family.label() + "` |");
        }
    }
}
