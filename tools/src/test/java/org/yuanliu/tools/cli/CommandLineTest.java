package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;
import picocli.CommandLine;

/** What needs no node: help, versions, and what is said when the command line is wrong. */
class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void helpComesInTheUsersLanguage() {
        assertThat(Cli.run("--help").succeeded().out()).contains("Register the batches of a file.");
        assertThat(Cli.run(Cli.CHINESE, "--help").succeeded().out()).contains("登记文件中的批次。");
        assertThat(Cli.run(Cli.CHINESE, "enterprise", "add", "--help")
                        .succeeded()
                        .out())
                .contains("企业前缀");
    }

    @Test
    void withoutACommandTheCommandsAreShown() {
        assertThat(Cli.run().succeeded().out()).contains("demo", "init", "start", "register", "resolve");
        assertThat(Cli.run("enterprise").exit()).isEqualTo(2);
    }

    @Test
    void versionComesAsTextAndAsJson() {
        assertThat(Cli.run("--version").succeeded().out()).startsWith("yuanliu ");
        assertThat(Cli.run("--version", "--output", "json")
                        .succeeded()
                        .json()
                        .path("version")
                        .asText())
                .isEqualTo(Version.number());
    }

    @Test
    void everyCommandReportsAWrongOptionAsJsonIfAsked() {
        Console console = new Console(System.out, System.err, Cli.ENGLISH, Terminal.NONE);
        for (CommandLine command : TextsTest.commands(Main.commandLine(console))) {
            List<String> words = new ArrayList<>(
                    Arrays.asList(command.getCommandSpec().qualifiedName().split(" ")));
            words.remove(0);
            words.addAll(List.of("--no-such-option", "--output", "json"));

            Cli wrong = Cli.run(words.toArray(String[]::new));

            assertThat(wrong.exit()).as("%s", words).isEqualTo(2);
            assertThat(wrong.out()).isEmpty();
            assertThat(wrong.error().path("reason").asText()).isEqualTo("USAGE");
            assertThat(wrong.error().path("message").asText()).isNotBlank();
        }
    }

    @Test
    void mistypedCommandGetsASuggestionInTheUsersLanguage() {
        assertThat(Cli.run("rsolve").err()).contains("resolve").contains("yuanliu --help");
        assertThat(Cli.run(Cli.CHINESE, "rsolve").err()).contains("是否要用").contains("resolve");
        assertThat(Cli.run("init", "--data", "x").err()).isEqualTo("Missing: --prefix.\n  yuanliu init --help\n");
        assertThat(Cli.run(Cli.CHINESE, "init", "--data", "x").err()).startsWith("缺少：--prefix。");
        assertThat(Cli.run("frobnicate").err())
                .isEqualTo("There is no option or command \"frobnicate\".\n  yuanliu --help\n");
        assertThat(Cli.run("resolve").err()).startsWith("Missing: IDENTIFIER.");
        assertThat(Cli.run("start", "--data", "x", "--http-port", "many").exit())
                .isEqualTo(2);
    }

    @Test
    void folderThatIsNoNodeIsSaidSoWithTheCommandThatHelps() {
        for (String command : List.of("list", "resolve", "history")) {
            Cli run = Cli.run(command, "88.118.8", "--data", folder.toString());

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("yuanliu init --data " + folder + " --prefix PREFIX");
        }
        assertThat(Cli.run("start", "--data", folder.toString(), "--output", "json")
                        .error()
                        .path("reason")
                        .asText())
                .isEqualTo("NO_NODE");
    }

    @Test
    void nodeThatDoesNotRunIsSaidSoWithTheCommandThatHelps() {
        String data = folder.resolve("n").toString();
        Cli.run("init", "--data", data, "--prefix", "88.118").succeeded();

        Cli text = Cli.run("list", "88.118.8", "--data", data);
        Cli json = Cli.run("list", "88.118.8", "--data", data, "--output", "json");

        assertThat(text.exit()).isEqualTo(69);
        assertThat(text.err()).endsWith("  yuanliu start --data " + data + "\n");
        assertThat(json.exit()).isEqualTo(69);
        assertThat(json.error().path("reason").asText()).isEqualTo("NOT_RUNNING");
        assertThat(json.error().path("next").get(0).asText()).isEqualTo("yuanliu start --data " + data);
    }

    @Test
    void folderIsFoundedOnce() {
        String data = folder.resolve("n").toString();

        Cli first = Cli.run("init", "--data", data, "--prefix", "0.NA/88.118", "--output", "json")
                .succeeded();
        Cli second = Cli.run("init", "--data", data, "--prefix", "88.118", "--output", "json");

        assertThat(first.json().path("operator").asText()).isEqualTo("300:0.NA/88.118");
        assertThat(Path.of(first.json().path("operatorKey").asText())).isRegularFile();
        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.error().path("reason").asText()).isEqualTo("NODE_EXISTS");
    }

    @Test
    void nodeMustBeNamedAndIdentityNeedsItsProof() {
        assertThat(Cli.run("list", "88.118.8").err()).contains("--data DIR").contains("--server HOST:PORT");
        assertThat(Cli.run("list", "88.118.8", "--server", "nowhere").err()).contains("is not HOST:PORT");
        assertThat(Cli.run("list", "88.118.8", "--server", "127.0.0.1:1", "--as", "300:0.NA/88.118.8")
                        .err())
                .contains("--key FILE.pem");
        assertThat(Cli.run("list", "88.118.8", "--server", "127.0.0.1:1", "--key", "k.pem")
                        .err())
                .contains("--as");
        assertThat(Cli.run("list", "no-prefix/x", "--server", "127.0.0.1:1").exit())
                .isEqualTo(2);
    }

    @Test
    void wordThatIsNeitherIdentifierNorPrefixLacksItsSuffix() {
        Cli run = Cli.run("resolve", "nope", "--server", "127.0.0.1:1", "--output", "json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error().path("reason").asText()).isEqualTo("INVALID_IDENTIFIER");
        assertThat(run.error().path("message").asText()).contains("\"nope\" has no suffix", "88.118.8/X1");
    }

    @Test
    void nodeThatIsNotThereIsSaidSoWithItsAddressAndTheCause() throws IOException {
        String nowhere;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "127.0.0.1:" + port.getLocalPort();
        }

        Cli run = Cli.run("resolve", "88.118.8/X1", "--server", nowhere);

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).contains(nowhere + ": Connection refused");
    }

    @Test
    void emptyFileIsSaidToBeEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));

        Cli run = Cli.run("register", empty.toString(), "--dry-run");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(empty + " is empty.\n");
    }

    @Test
    void environmentSaysWhatTheCommandLineLeavesOut() {
        Map<String, String> environment =
                Map.of("YUANLIU_DATA", folder.toString(), "YUANLIU_OUTPUT", "json", "LANG", "C");

        Cli run = Cli.run(environment, "list", "88.118.8");
        Cli flagWins = Cli.run(environment, "list", "88.118.8", "--output", "text");

        Map<String, String> elsewhere = Map.of("YUANLIU_SERVER", "127.0.0.1:1");
        Cli typedWins = Cli.run(elsewhere, "list", "88.118.8", "--data", folder.toString(), "--output", "json");

        assertThat(run.error().path("reason").asText()).isEqualTo("NO_NODE");
        assertThat(typedWins.error().path("reason").asText()).isEqualTo("NO_NODE");
        assertThat(flagWins.err()).startsWith(folder.toString());
    }

    @Test
    void numbersOutOfRangeAreMistakesOfTheCommandLine() {
        String data = folder.resolve("n").toString();
        Cli.run("init", "--data", data, "--prefix", "88.118").succeeded();

        Cli port = Cli.run("start", "--data", data, "--http-port", "65536");

        assertThat(port.exit()).isEqualTo(2);
        assertThat(port.err()).contains("65536", "0..65535");
        for (String command : List.of("list", "history")) {
            Cli limit = Cli.run(command, "88.118.8", "--server", "127.0.0.1:1", "--limit", "0");

            assertThat(limit.exit()).as(command).isEqualTo(2);
            assertThat(limit.err()).contains("--limit");
        }
    }

    @Test
    void keysOfAnotherKindAndDamagedOnesAreMistakesOfTheFile() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        String body = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        Path curve = pem("ec.pem", body);
        Path damaged = pem("damaged.pem", "!" + body);

        for (Path file : List.of(curve, damaged)) {
            Cli run = Cli.run(
                    "list",
                    "88.118.8",
                    "--server",
                    "127.0.0.1:1",
                    "--as",
                    "300:0.NA/88.118.8",
                    "--key",
                    file.toString());

            assertThat(run.exit()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains(file.toString());
        }
        assertThat(Cli.run("list", "88.118.8", "--server", "127.0.0.1:1", "--as", "1:a/b", "--key", curve.toString())
                        .err())
                .contains("RSA and DSA");
    }

    private Path pem(String name, String body) throws IOException {
        return Files.writeString(
                folder.resolve(name), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void completionKnowsEveryCommandAndOption() {
        String script = Cli.run("generate-completion").succeeded().out();

        assertThat(script).contains("complete -F _complete_yuanliu", "--handle-port", "--dry-run", "enterprise");
        assertThat(Cli.run("generate-completion", "--output", "json")
                        .succeeded()
                        .json()
                        .path("script")
                        .asText())
                .isEqualTo(script);
    }
}
