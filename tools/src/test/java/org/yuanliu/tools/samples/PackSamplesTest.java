package org.yuanliu.tools.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yuanliu.json.Packs;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Field;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateCheck;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.files.BatchLine;

/** The batches of the demonstration follow the packs as they are. */
class PackSamplesTest {
    @ParameterizedTest
    @CsvSource({
        "steel-heats.csv, steel-heat",
        "steel-slabs.csv, steel-slab",
        "steel-coils.csv, steel-coil",
        "copper-cathodes.csv, copper-cathode",
        "resin-lots.csv, polyolefin-resin",
        "cement-batches.csv, cement",
    })
    void everyBatchFollowsItsPack(String file, String pack) throws IOException, MalformedMessage {
        Template template = Packs.named(pack).orElseThrow();
        int batches = 0;
        try (BatchFile lines = sample(file)) {
            while (lines.hasNext()) {
                var batch = (BatchLine.Batch) lines.next();
                assertThat(TemplateCheck.check(template, batch.elements()))
                        .as("%s, line %d", file, batch.number())
                        .isEmpty();
                batches++;
            }
        }

        assertThat(batches).isPositive();
    }

    @Test
    void strengthAfterFourWeeksIsAwaitedThenThere() throws IOException, MalformedMessage {
        Template cement = Packs.named("cement").orElseThrow();
        try (BatchFile first = sample("cement-batches.csv");
                BatchFile late = sample("cement-28-days.csv")) {
            var batch = (BatchLine.Batch) first.next();
            var value = (BatchLine.Batch) late.next();

            assertThat(TemplateCheck.awaited(cement, batch.elements()))
                    .extracting(Field::name)
                    .containsExactly("strength.28d");
            assertThat(TemplateCheck.awaited(cement, value.elements())).isEmpty();
        }
    }

    private static BatchFile sample(String name) throws IOException, MalformedMessage {
        var in = Objects.requireNonNull(PackSamplesTest.class.getResourceAsStream("/samples/" + name), name);
        return BatchFile.open(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), BatchFile.Format.CSV);
    }
}
