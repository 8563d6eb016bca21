package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.tools.client.KeyFiles;

/** The commands about enterprises, prefixes and users against one running node: each test has an enterprise of its own. */
class DirectoryCommandsTest {
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
    }

    @Test
    void enterpriseGoesFromDraftToItsFirstRecord() throws IOException {
        node.run("enterprise", "draft", "88.118.40", "--name", "西山钢铁", "--credit-code", "91350100M000100Y43")
                .succeeded();
        for (String step : List.of("submit", "review", "approve")) {
            node.run("enterprise", step, "88.118.40", "--reason", "材料齐全").succeeded();
        }
        for (String step : List.of("review", "allocate")) {
            node.run("prefix", step, "88.118.40").succeeded();
        }
        Cli early = add("mia", "88.118.40", "plant-writer");

        Cli homed = node.run("prefix", "home", "88.118.40").succeeded();

        assertThat(early.error().path("reason").asText()).isEqualTo("NOT_RESPONSIBLE");
        assertThat(homed.out()).isEqualTo("88.118.40  homed\n");
        add("mia", "88.118.40", "plant-writer").succeeded();
        assertThat(as("mia", "88.118.40", "register", file("88.118.40/X1"))
                        .succeeded()
                        .out())
                .isEqualTo("1 registered, 0 rejected\n");
        assertThat(node.run("history", "0.NA/88.118.40").out())
                .containsSubsequence("user joined", "advanced", "reason: 材料齐全", "described");
    }

    @Test
    void rejectedEnterpriseBeginsAgain() {
        node.run("enterprise", "draft", "88.118.41", "--name", "x").succeeded();
        for (String step : List.of("submit", "review", "reject", "reopen", "submit")) {
            node.run("enterprise", step, "88.118.41").succeeded();
        }

        Cli wrong = node.run("enterprise", "close", "88.118.41", "--output", "json");

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.error().path("reason").asText()).isEqualTo("WRONG_STATE");
        assertThat(wrong.error().path("message").asText()).contains("submitted", "reviewing");
    }

    @Test
    void admittedEnterpriseIsSuspendedAndResumed() throws IOException {
        admit("88.118.42", "--suspended-policy", "refuse", "--industry", "C3130", "--contact", "张三");
        node.run("register", file("88.118.42/X1")).succeeded();

        node.run("enterprise", "suspend", "88.118.42").succeeded();
        Cli resolved = node.run("resolve", "88.118.42/X1", "--output", "json");
        JsonNode shown = node.run("enterprise", "show", "88.118.42", "--output", "json")
                .succeeded()
                .json();

        assertThat(resolved.error().path("reason").asText()).isEqualTo("SHUT");
        assertThat(shown.path("state").asText()).isEqualTo("suspended");
        assertThat(shown.path("contact").asText()).isEqualTo("张三");
        assertThat(shown.path("prefixState").asText()).isEqualTo("homed");
        assertThat(node.run("enterprise", "list", "--state", "suspended").out()).contains("88.118.42", "suspended");
        node.run("enterprise", "resume", "88.118.42").succeeded();
        node.run("resolve", "88.118.42/X1").succeeded();
        node.run("prefix", "suspend", "88.118.42").succeeded();
        assertThat(node.run("prefix", "resume", "88.118.42").succeeded().out()).isEqualTo("88.118.42  homed\n");
    }

    @Test
    void quotaIsSetAndTakenAway() throws IOException {
        admit("88.118.43");

        node.run("prefix", "quota", "88.118.43", "1000").succeeded();
        JsonNode with =
                node.run("prefix", "show", "88.118.43", "--output", "json").json();
        node.run("prefix", "quota", "88.118.43", "none").succeeded();
        JsonNode without =
                node.run("prefix", "show", "88.118.43", "--output", "json").json();

        assertThat(with.path("quota").asLong()).isEqualTo(1000);
        assertThat(without.has("quota")).isFalse();
        assertThat(node.run("prefix", "quota", "88.118.43", "many").exit()).isEqualTo(2);
    }

    @Test
    void userLogsInOverHttpAtOnceAndNotWhenRemoved() throws Exception {
        admit("88.118.44");
        node.run("register", file("88.118.44/X1")).succeeded();

        JsonNode added = add("amy", "88.118.44", "plant-reader").succeeded().json();

        assertThat(added.path("identity").asText()).isEqualTo("300:88.118.44/User_amy");
        assertThat(overHttp("300:88.118.44/User_amy", "amy's secret")).isEqualTo(200);
        assertThat(overHttp("300:88.118.44/User_amy", "wrong")).isNotEqualTo(200);
        JsonNode users = node.run("user", "list", "--enterprise", "88.118.44", "--output", "json")
                .json()
                .path("users");
        assertThat(users.path(0).path("handle").asText()).isEqualTo("88.118.44/USER_AMY");
        assertThat(users.path(0).path("roles").path(0).asText()).isEqualTo("plant-reader");
        node.run("user", "remove", "amy", "--enterprise", "88.118.44").succeeded();
        assertThat(overHttp("300:88.118.44/User_amy", "amy's secret")).isNotEqualTo(200);
    }

    @Test
    void userChangesItsOwnPassword() throws Exception {
        admit("88.118.47");
        add("kim", "88.118.47", "plant-reader").succeeded();
        String[] command = {
            "user",
            "password",
            "kim",
            "--enterprise",
            "88.118.47",
            "--password-file",
            password("fresh").toString(),
            "--server",
            node.address("grpc"),
            "--as",
            "300:88.118.47/User_kim",
            "--secret-file"
        };

        Cli wrong = Cli.run(concat(command, password("wrong").toString()));
        Cli changed = Cli.run(concat(command, password("kim").toString()));
        Cli again = Cli.run(concat(command, password("kim").toString()));

        assertThat(wrong.err()).contains("proof of identity does not hold");
        assertThat(changed.succeeded().out()).isEqualTo("88.118.47/User_kim\n");
        assertThat(again).isEqualTo(wrong);
        assertThat(node.run("history", "88.118.47/User_kim").out()).contains("user key set", "300:88.118.47/USER_KIM");
    }

    @Test
    void applicationShowsItsKeyInPlaceOfAPassword() throws Exception {
        admit("88.118.45");
        Path key = Files.writeString(
                folder.resolve("app.pub.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyFiles.newPair().getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        String[] command = {"user", "add", "mes", "--app", "--enterprise", "88.118.45", "--role", "plant-writer"};

        Cli without = node.run(command);
        Cli with = node.run(concat(command, "--public-key", key.toString()));
        Cli role = node.run("user", "add", "x", "--enterprise", "88.118.45", "--role", "boss", "--password-file", "f");

        assertThat(without.exit()).isEqualTo(2);
        assertThat(with.succeeded().out()).isEqualTo("300:88.118.45/App_mes\n");
        assertThat(node.run("resolve", "88.118.45/App_mes").out()).contains("RSA 2048");
        assertThat(role.err()).contains("plant-writer");
    }

    @Test
    void suspendedEnterpriseDoesNotWriteOverHttp() throws Exception {
        admit("88.118.46");
        add("eva", "88.118.46", "plant-writer").succeeded();
        node.run("enterprise", "suspend", "88.118.46").succeeded();
        String record = "{\"values\":[{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}]}";

        HttpResponse<String> answer = send(request("/api/handles/88.118.46/X", "300:88.118.46/User_eva", "eva's secret")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(record)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"reason\":\"FROZEN\"", "suspended");
    }

    private static int overHttp(String identity, String secret) throws Exception {
        return send(request("/api/handles?prefix=88.118.44", identity, secret)).statusCode();
    }

    private static HttpRequest.Builder request(String path, String identity, String secret) {
        String user = identity.replace(":", "%3A").replace("/", "%2F");
        String basic = Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://" + node.address("http") + path))
                .header("Authorization", "Basic " + basic);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Cli add(String name, String prefix, String role) throws IOException {
        return node.run(
                "user",
                "add",
                name,
                "--enterprise",
                prefix,
                "--role",
                role,
                "--password-file",
                password(name).toString(),
                "--output",
                "json");
    }

    private static Path password(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".password"), name + "'s secret\n");
    }

    private static Cli as(String name, String prefix, String... arguments) throws IOException {
        return Cli.run(concat(
                arguments,
                "--server",
                node.address("grpc"),
                "--as",
                "300:" + prefix + "/User_" + name,
                "--secret-file",
                password(name).toString()));
    }

    private static String[] concat(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static void admit(String prefix, String... more) {
        String key = folder.resolve(prefix + ".pem").toString();
        String[] add = {"enterprise", "add", prefix, "--name", "x", "--new-key", key};
        node.run(concat(add, more)).succeeded();
    }

    private static String file(String identifier) throws IOException {
        return Files.write(
                        folder.resolve(identifier.replace('/', '-') + ".csv"),
                        List.of("identifier,grade", identifier + ",Q355B"))
                .toString();
    }
}
