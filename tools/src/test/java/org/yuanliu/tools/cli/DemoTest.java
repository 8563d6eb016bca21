package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.ConfigError;
import org.yuanliu.tools.console.Texts;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void folderOfItsOwnGoesWithADemonstrationThatCannotStart() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("node.json"), "no JSON");

        assertThatThrownBy(() -> new DemoNode(own, true, Texts.of(Cli.ENGLISH))).isInstanceOf(ConfigError.class);

        assertThat(own).doesNotExist();
    }

    @Test
    void folderOfTheUserStaysThen() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("node.json"), "no JSON");

        assertThatThrownBy(() -> new DemoNode(own, false, Texts.of(Cli.ENGLISH)))
                .isInstanceOf(ConfigError.class);

        assertThat(own.resolve("node.json")).exists();
    }

    @Test
    void demoShowsEverythingAndDoesNoHarmTheSecondTime() {
        String data = folder.resolve("demo").toString();

        JsonNode first = Cli.run("demo", "--exit", "--data", data, "--output", "json")
                .succeeded()
                .json();
        String second = Cli.run(Cli.CHINESE, "demo", "--exit", "--data", data)
                .succeeded()
                .out();

        int batches = 0;
        for (JsonNode enterprise : first.path("enterprises")) {
            batches += enterprise.path("batches").asInt();
        }
        assertThat(first.path("enterprises")).hasSize(4);
        assertThat(batches).isGreaterThanOrEqualTo(10_000);
        assertThat(first.path("lateValues").asInt()).isEqualTo(1_080);
        assertThat(first.path("refused").path("reason").asText()).isEqualTo("TEMPLATE_VIOLATED");
        assertThat(first.path("refused").path("violations").size()).isGreaterThan(4);
        assertThat(first.path("resolutions"))
                .extracting(stop -> stop.path("over").asText())
                .containsExactly("udp", "handle", "http", "grpc");
        assertThat(first.path("resolutions"))
                .allMatch(stop -> stop.path("elements").asInt() > 3);
        assertThat(second)
                .contains(
                        "西山钢铁",
                        "缺少",
                        "standard",
                        "10,139",
                        "88.118.8/3130.Q355B.20261124.H26B04521-03",
                        "v2",
                        "strength.28d",
                        "v1");
    }
}
