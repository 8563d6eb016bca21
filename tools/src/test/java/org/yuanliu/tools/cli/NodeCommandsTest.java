package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.console.Texts;

/** The commands against one running node: each test has an enterprise of its own. */
class NodeCommandsTest {
    @TempDir
    private static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = new RunningNode(folder.resolve("node"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();

        assertThat(new NodeFolder(folder.resolve("node")).endpoints()).isEmpty();
    }

    @Test
    void readyLineNamesAllDoors() {
        assertThat(node.said())
                .matches("ready handle=127\\.0\\.0\\.1:\\d+ http=127\\.0\\.0\\.1:\\d+ grpc=127\\.0\\.0\\.1:\\d+\\R");
    }

    @Test
    void enterpriseGetsItsPrefixRecordWithItsKeys() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "correct horse\n");

        Cli added = node.run(
                        "enterprise",
                        "add",
                        "88.118.10",
                        "--name",
                        "西山钢铁",
                        "--new-key",
                        folder.resolve("10.pem").toString(),
                        "--secret-file",
                        secret.toString(),
                        "--output",
                        "json")
                .succeeded();

        assertThat(added.json().path("administrators"))
                .extracting(JsonNode::asText)
                .containsExactly("300:0.NA/88.118.10", "302:0.NA/88.118.10");
        assertThat(node.run("resolve", "88.118.10").succeeded().out())
                .contains("西山钢铁", "300:0.NA/88.118.10  all rights", "RSA 2048")
                .doesNotContain("HS_SECKEY");
        assertThat(node.run("resolve", "0.NA/88.118.10", "--hidden").succeeded().out())
                .containsPattern("HS_SECKEY +\\*\\*\\*  \\(hidden\\)");
        assertThat(node.run("enterprise", "add", "88.118.10", "--name", "x", "--secret-file", secret.toString())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void refusedEnterpriseLeavesNoKeyBehind() {
        admit("88.118.13");
        Path key = folder.resolve("13-again.pem");

        Cli again = node.run("enterprise", "add", "88.118.13", "--name", "x", "--new-key", key.toString());

        assertThat(again.exit()).isEqualTo(1);
        assertThat(key).doesNotExist();
    }

    @Test
    void secretOfWhoeverAsksIsNotGivenToAnEnterprise() {
        Map<String, String> environment =
                Map.of("YUANLIU_DATA", folder.resolve("node").toString(), "YUANLIU_SECRET_FILE", "/no/such/file");

        Cli added = Cli.run(environment, "enterprise", "add", "88.118.14", "--name", "x", "--new-key", key("88.118.14"))
                .succeeded();

        assertThat(added.out()).isEqualTo("0.NA/88.118.14\n300:0.NA/88.118.14\n");
    }

    @Test
    void publicKeyFromOpensslIsTaken() throws Exception {
        Path file = folder.resolve("openssl.pub.pem");
        Files.writeString(file, pem(KeyFiles.newPair().getPublic().getEncoded()));

        Cli added = node.run("enterprise", "add", "88.118.11", "--name", "x", "--public-key", file.toString());

        assertThat(added.succeeded().out()).isEqualTo("0.NA/88.118.11\n300:0.NA/88.118.11\n");
        assertThat(node.run("enterprise", "add", "88.118.12", "--name", "x").err())
                .contains("--new-key");
        assertThat(node.run("enterprise", "add", "88.118.12", "--name", "x", "--public-key", "/no/such/file")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void enterpriseRegistersWithItsOwnKeyAndNobodyElseDoes() throws IOException {
        admit("88.118.20");
        admit("88.118.21");
        Path file = file("own.csv", "identifier,grade", "88.118.20/X1,Q355B", "88.118.20/X2,Q235B");

        Cli own = as("88.118.20", "register", file.toString());
        Cli stranger = as("88.118.21", "register", file.toString(), "--again");

        assertThat(own.succeeded().out()).isEqualTo("2 registered, 0 rejected\n");
        assertThat(stranger.exit()).isEqualTo(1);
        assertThat(Files.readString(Path.of(file + ".rejected.jsonl"))).contains("\"line\":2", "\"line\":3");
        assertThat(node.run("list", "88.118.20").succeeded().out()).isEqualTo("88.118.20/X1\n88.118.20/X2\n");
    }

    @Test
    void fileSentAgainDoesNothingTwice() throws IOException {
        admit("88.118.22");
        Path file = file("twice.jsonl", record("88.118.22/X1"), record("88.118.22/X2"));

        Cli first = node.run("register", file.toString(), "--output", "json").succeeded();
        Cli second = node.run("register", file.toString(), "--output", "json").succeeded();
        Cli anew = node.run("register", file.toString(), "--again", "--output", "json");

        assertThat(first.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(second.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(anew.exit()).isEqualTo(1);
        assertThat(anew.json().path("rejected").asInt()).isEqualTo(2);
        assertThat(node.run("history", "88.118.22/X1", "--output", "json")
                        .json()
                        .path("versions"))
                .hasSize(1);
    }

    @Test
    void rejectedLinesAreToldWithTheirNumbersAndTheOthersAreTaken() throws IOException {
        admit("88.118.23");
        Path file = file(
                "mixed.jsonl",
                record("88.118.23/X1"),
                "{\"identifier\":",
                record("88.999.1/X"),
                record("88.118.23/X2"));

        Cli run = node.run("register", file.toString(), "--output", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("accepted").asInt()).isEqualTo(2);
        List<String> rejected =
                Files.readAllLines(Path.of(run.json().path("rejectedFile").asText()));
        assertThat(rejected).hasSize(2);
        assertThat(rejected.get(0)).startsWith("{\"line\":2,\"reason\":\"INVALID_ARGUMENT\"");
        assertThat(rejected.get(1)).startsWith("{\"line\":3,\"reason\":\"NOT_RESPONSIBLE\"");
    }

    @Test
    void rejectedLinesAreRegisteredFromTheirOwnFileOnceTheyAreCorrected() throws IOException {
        admit("88.118.30");
        Path file = file("wrong.csv", "identifier,a", "88.118.30/X1,1", "88.999.1/X2,\"2\"", "88.118.30/X1,3", "x,");
        Cli first = node.run("register", file.toString(), "--output", "json");
        Path rejected = Path.of(first.json().path("rejectedFile").asText());
        List<String> lines = Files.readAllLines(rejected);
        Files.writeString(rejected, lines.get(0).replace("88.999.1/X2", "88.118.30/X2") + "\n");

        node.run("register", rejected.toString()).succeeded();

        assertThat(lines)
                .extracting(line -> line.substring(0, 10))
                .containsExactly("{\"line\":3,", "{\"line\":4,", "{\"line\":5,");
        assertThat(node.run("resolve", "88.118.30/X2").succeeded().out()).contains("1  a  2");
    }

    @Test
    void whatConcernsTheWholeFileEndsTheRunWithWhatHelps() throws IOException {
        admit("88.118.31");
        Path file = file("whole.jsonl", record("88.118.31/X1"));
        String wrong = key("88.118.31-other");
        new KeyFiles(Texts.of(Cli.ENGLISH)).create(Path.of(wrong));

        Cli nobody = Cli.run("register", file.toString(), "--server", node.address("grpc"));
        Cli wrongKey = Cli.run(
                "register",
                file.toString(),
                "--server",
                node.address("grpc"),
                "--as",
                "300:0.NA/88.118.31",
                "--key",
                wrong);
        Cli wrongPort = Cli.run("register", file.toString(), "--server", node.address("http"));

        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).contains("--as", "--key", "--secret-file");
        assertThat(wrongKey.exit()).isEqualTo(1);
        assertThat(wrongKey.err()).contains("proof of identity").doesNotContain("again");
        assertThat(wrongPort.exit()).isEqualTo(69);
        assertThat(wrongPort.err()).contains("not a gRPC port", "8641").doesNotContain("again");
    }

    @Test
    void nextStepNamesTheSecretWhereTheEnterpriseHasOne() throws IOException {
        Path secret = Files.writeString(folder.resolve("32.txt"), "correct horse\n");

        Cli added = node.run("enterprise", "add", "88.118.32", "--name", "x", "--secret-file", secret.toString());

        assertThat(added.succeeded().err()).contains("--as 302:0.NA/88.118.32 --secret-file FILE");
    }

    @Test
    void portThatIsTakenIsSaidSoWithTheOptionThatChangesIt() {
        String data = folder.resolve("other").toString();
        Cli.run("init", "--data", data, "--prefix", "88.119").succeeded();
        for (String door : List.of("handle", "http", "grpc")) {
            List<String> start = new ArrayList<>(List.of("start", "--data", data));
            for (String other : List.of("handle", "http", "grpc")) {
                String address = node.address(other);
                start.addAll(List.of(
                        "--" + other + "-port",
                        other.equals(door) ? address.substring(address.indexOf(':') + 1) : "0"));
            }

            Cli run = Cli.run(start.toArray(String[]::new));

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains(" " + node.address(door) + ": ", "--" + door + "-port", "0 takes any free port")
                    .doesNotContain("bind(");
        }
    }

    @Test
    void dryRunSendsNothing() throws IOException {
        Path file = file("dry.csv", "identifier,a", "88.118.24/X1,1", "nonsense/,1");

        Cli run = Cli.run("register", file.toString(), "--dry-run", "--output", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(node.run("resolve", "88.118.24/X1").exit()).isEqualTo(1);
    }

    @Test
    void spreadsheetInAnotherEncodingIsReadWhenNamed() throws IOException {
        admit("88.118.25");
        Path file = folder.resolve("gbk.csv");
        Files.write(file, "标识,名称\n88.118.25/X1,热轧钢卷\n".getBytes(Charset.forName("GBK")));

        Cli unnamed = node.run("register", file.toString());
        Cli named = node.run("register", file.toString(), "--encoding", "GBK");

        assertThat(unnamed.exit()).isEqualTo(2);
        assertThat(unnamed.err()).contains("--encoding GBK");
        named.succeeded();
        assertThat(node.run("resolve", "88.118.25/X1").out()).contains("名称  热轧钢卷");
    }

    @Test
    void everyDoorGivesTheSameRecord() throws IOException {
        admit("88.118.26");
        Path file = file("doors.csv", "identifier,chem.C,chem.Si,note", "88.118.26/热 卷#1,0.1,0.2," + "x".repeat(3_000));
        node.run("register", file.toString()).succeeded();

        for (String door : List.of("grpc", "handle", "udp", "http")) {
            JsonNode all = node.run("resolve", "88.118.26/热 卷#1", "--over", door, "--output", "json")
                    .succeeded()
                    .json();
            JsonNode some = node.run(
                            "resolve", "88.118.26/热 卷#1", "--over", door, "--type", "chem.", "--output", "json")
                    .succeeded()
                    .json();
            Cli none = node.run("resolve", "88.118.26/none", "--over", door, "--output", "json");

            assertThat(all.path("handle").asText()).isEqualTo("88.118.26/热 卷#1");
            assertThat(all.path("values")).as(door).hasSize(3);
            assertThat(some.path("values")).as(door).hasSize(2);
            assertThat(none.exit()).as(door).isEqualTo(1);
            assertThat(none.error().path("reason").asText()).as(door).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void secondStartOnTheSameFolderIsRefused() {
        Cli second = node.run("start", "--output", "json");

        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.error().path("reason").asText()).isEqualTo("NODE_RUNNING");
    }

    @Test
    void lateValueMakesASecondVersionInTheHistory() throws IOException {
        admit("88.118.27");
        node.run(
                        "register",
                        file("early.csv", "identifier,2010:3d", "88.118.27/W1,26.9 MPa")
                                .toString())
                .succeeded();
        Path late = file("late.csv", "identifier,2011:28d", "88.118.27/W1,51.2 MPa");
        as("88.118.27", "register", late.toString(), "--update").succeeded();

        String text = node.run("history", "88.118.27/W1").succeeded().out();
        JsonNode versions =
                node.run("history", "88.118.27/W1", "--output", "json").json().path("versions");

        assertThat(text)
                .containsSubsequence("v2", "updated", "300:0.NA/88.118.27", "+ 2011  28d  51.2 MPa", "v1", "created");
        assertThat(versions).extracting(v -> v.path("action").asText()).containsExactly("update", "create");
        assertThat(versions.get(0).path("by").asText()).isEqualTo("300:0.NA/88.118.27");
    }

    @Test
    void listGoesThroughAllPagesUpToItsLimit() throws IOException {
        admit("88.118.28");
        String[] lines = new String[1_101];
        lines[0] = "identifier,a";
        for (int i = 1; i < lines.length; i++) {
            lines[i] = String.format("88.118.28/%04d,1", i);
        }
        node.run("register", file("many.csv", lines).toString()).succeeded();

        assertThat(node.run("list", "88.118.28").succeeded().out().lines()).hasSize(1_100);
        assertThat(node.run("list", "88.118.28", "--limit", "1001", "--output", "json")
                        .succeeded()
                        .json()
                        .path("handles"))
                .hasSize(1_001);
    }

    @Test
    void statsCountWhatWasDone() throws IOException {
        admit("88.118.29");
        node.run(
                "register",
                file("counted.csv", "identifier,a", "88.118.29/A,1", "88.118.29/B,1")
                        .toString());
        as(
                        "88.118.29",
                        "register",
                        file("late.csv", "identifier,b", "88.118.29/A,2").toString(),
                        "--update")
                .succeeded();

        JsonNode all = node.run("stats", "88.118.29", "--output", "json").json();
        Cli sums = node.run("stats", "88.118.29", "--total").succeeded();
        Cli wrong = node.run("stats", "88.118.29", "--from", "24.11.2026");

        assertThat(all.path("records").asInt()).isEqualTo(2);
        assertThat(all.path("days").get(0).path("registered").asInt()).isEqualTo(2);
        assertThat(all.path("days").get(0).path("updated").asInt()).isEqualTo(1);
        assertThat(sums.out()).startsWith("2 records under 88.118.29\n").containsPattern("sum +- +2 +1 +0");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("2026-11-24");
    }

    private static void admit(String prefix) {
        node.run("enterprise", "add", prefix, "--name", "x", "--new-key", key(prefix))
                .succeeded();
    }

    private static String key(String prefix) {
        return folder.resolve(prefix + ".pem").toString();
    }

    private static Cli as(String prefix, String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", node.address("grpc"), "--as", "300:0.NA/" + prefix, "--key", key(prefix)));
        return Cli.run(all.toArray(String[]::new));
    }

    private static String record(String identifier) {
        return "{\"identifier\":\"" + identifier + "\",\"values\":[{\"index\":1,\"type\":\"a\",\"data\":\"1\"}]}";
    }

    private static Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }
}
