package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about import jobs, against a running node. */
class ImportJobsCommandsTest {
    @TempDir
    private static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = new RunningNode(folder.resolve("node"));
        node.run("template", "publish", "steel-coil").succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void tableBecomesAJobThatSpeaksOfItsRows() throws IOException {
        Path file = Files.write(
                folder.resolve("coils.csv"),
                List.of(
                        "identifier,URL",
                        "88.118/A1,https://a.cn/1",
                        "88.118/A2,https://a.cn/2,one too many",
                        "88.118/A1,https://a.cn/3",
                        "88.118/A4,\"https://a.cn/4\""));

        Cli started = node.run("import", "start", file.toString(), "--wait", "--output", "json");

        assertThat(started.exit()).as(started.err()).isEqualTo(1);
        JsonNode job = started.json();
        String id = job.path("id").asText();
        assertThat(job.path("state").asText()).isEqualTo("done");
        assertThat(job.path("leftOut").asInt()).isEqualTo(1);
        assertThat(job.path("registered").asInt()).isEqualTo(2);
        assertThat(node.run("import", "report", id).succeeded().out().lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("line 4: 88.118/A1 refused, ALREADY_EXISTS: ");
        Path rows = folder.resolve("refused.jsonl");
        node.run("import", "report", id, "--refused", "--output-file", rows.toString())
                .succeeded();
        assertThat(Files.readAllLines(rows))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"line\":4,\"identifier\":\"88.118/A1\",\"status\":\"refused\",\"reason\":\"ALREADY_EXISTS\"");
        assertThat(node.run("import", "report", id, "--from", "5", "--output", "json")
                        .json()
                        .path("rows"))
                .hasSize(1);
        assertShown(id);
        assertThat(node.run("import", "start", file.toString()).out()).startsWith(id);
    }

    private static void assertShown(String id) {
        assertThat(node.run("import", "list").succeeded().out()).contains(id, "done", "3/3", "coils.csv");
        assertThat(node.run("import", "show", id).out()).contains("3 of 3 rows; 2 registered, 0 updated, 1 refused");
        assertThat(node.run("import", "cancel", id).exit()).isEqualTo(1);
        assertThat(node.run("import", "resume", id).err()).contains("done");
    }

    @Test
    void linesInTheWordsOfATemplateAreToldAllTheirFaults() throws IOException {
        Path file = Files.write(
                folder.resolve("coils.jsonl"),
                List.of(
                        "",
                        "{\"identifier\":\"88.118/T1\",\"template\":\"steel-coil:1\",\"fields\":{\"grade\":\"Q355B\"}}",
                        "{\"identifier\":\"88.118/T2\",\"values\":[{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}]}",
                        "damaged"));

        Cli started = node.run("import", "start", file.toString(), "--wait");

        assertThat(started.exit()).isEqualTo(1);
        String id = started.out().substring(0, 32);
        JsonNode rows =
                node.run("import", "report", id, "--output", "json").json().path("rows");
        assertThat(rows).extracting(row -> row.path("line").asInt()).containsExactly(2, 3, 4);
        assertThat(rows.get(0).path("reason").asText()).isEqualTo("TEMPLATE_VIOLATED");
        assertThat(rows.get(0).path("violations").size()).isGreaterThan(2);
        assertThat(rows.get(1).path("status").asText()).isEqualTo("registered");
        assertThat(rows.get(2).path("reason").asText()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        assertThat(node.run("import", "show", "../store").exit()).isEqualTo(1);
        assertThat(node.run("import", "show", "x").err()).contains("You have no import job 'x'.");
        assertThat(node.run("import", "start", "/no/such/file.csv").exit()).isEqualTo(2);
        Path table = Files.write(folder.resolve("wrong.csv"), List.of("name,URL", "a,b"));
        assertThat(node.run("import", "start", table.toString()).exit()).isEqualTo(2);
        assertThat(node.run("import", "report", "x", "--from", "0").exit()).isEqualTo(2);
    }
}
