package org.yuanliu.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Packs;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Element;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Rule;
import org.yuanliu.template.Field;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;

/** What the pages of docs show is compiled, its programs run, and their lists of reasons, rules and packs are complete. */
class DocsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROGRAM = Pattern.compile("public class (\\w+)");

    /** What stands around a snippet that is no program. */
    private static final String FRAME = """
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.*;
            import org.yuanliu.model.*;
            import org.yuanliu.sdk.*;
            class Snippet%d {
                static void run(YuanliuClient client, Identifier id, List<Element> elements) throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void snippetsCompileAndProgramsRun() throws Exception {
        compile(snippets("sdk.md"));
        compile(snippets("grpc.md"));
        try (var node = GrpcNode.found(folder.resolve("node"))) {
            var key = folder.resolve("node/keys/operator.pem").toString();

            assertThat(run("FirstCoil", node.target(), "300:0.NA/88.118", key)).isEqualToNormalizingNewlines("""
                            88.118.8/3130.Q355B.20261124.H26B04521-03 is version 1
                            shipped, version 2
                            """);
            assertThat(run("ResolveOne", node.target(), "88.118.8/3130.Q355B.20261124.H26B04521-03"))
                    .isEqualToNormalizingNewlines("""
                            URL https://example.com/coils/H26B04521-03
                            HEAT H26B04521
                            STATUS shipped
                            """);
            assertThat(run("ResolveOne", node.target(), "88.118.8/NONE")).contains("NOT_FOUND");
        }
    }

    @Test
    void theFirstStreamRegistersAndIsTold() throws Exception {
        String page = Files.readString(DOCS.resolve("registration.md"));
        compile(snippets("registration.md"));
        Path secret = Files.writeString(
                folder.resolve("works.secret"),
                new String(GrpcNode.SECRET.bytes().toArray(), StandardCharsets.UTF_8));
        try (var node = GrpcNode.found(folder.resolve("node"));
                var operator = node.operator()) {
            Template coil = Packs.named("steel-coil").orElseThrow();
            operator.register(
                    TemplateReference.record("88.118", coil.name()),
                    List.of(Element.of(coil.version(), Template.DEFINITION, TemplateJson.write(coil))));

            assertThat(run("FirstStream", node.target(), GrpcNode.STEELWORKS.toString(), secret.toString()))
                    .isEqualToNormalizingNewlines(block("", page.substring(page.indexOf("```\n\n```\n") + 5)));
        }
    }

    @Test
    void allReasonsAreListed() throws IOException {
        String expected = Arrays.stream(Reason.values())
                .map(reason -> "| `" + reason + "` | "
                        + Status.fromCodeValue(reason.grpcCode()).getCode() + " | "
                        + reason.english().replace("''", "'") + " |\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(DOCS.resolve("grpc.md"))).endsWith(expected);
    }

    @Test
    void theFirstTemplateIsReadAndFilledIn() throws Exception {
        String page = Files.readString(DOCS.resolve("templates.md"));
        Path json = folder.resolve("rebar.json");
        Files.writeString(json, block("json", page));
        compile(snippets("templates.md"));

        assertThat(run("FirstTemplate", json.toString()))
                .isEqualToNormalizingNewlines(block("", page.substring(page.indexOf("```\n\n```\n") + 5)));
    }

    private static String block(String language, String page) {
        Matcher block = Pattern.compile("```" + language + "\n([^`]*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void allRulesAndPacksAreListed() throws IOException {
        String rules = Arrays.stream(Rule.values())
                .map(rule -> "| `" + rule + "` | " + rule.english().replace("''", "'") + " |\n")
                .collect(Collectors.joining());
        String packs = Packs.all().stream()
                .map(pack -> "| `" + pack.name() + "` | " + pack.label().zh() + " "
                        + pack.label().en() + " | " + pack.industry() + " | " + required(pack) + " |\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(DOCS.resolve("templates.md"))).contains(rules, packs);
    }

    private static String required(Template pack) {
        return pack.fields().stream()
                .filter(Field::required)
                .map(field -> field.name() + (field.late() ? " (late)" : ""))
                .collect(Collectors.joining(", "));
    }

    /** All but those that use the class of a template: it is made, and they run, in the tests of tools. */
    private static List<String> snippets(String document) throws IOException {
        return SNIPPET.matcher(Files.readString(DOCS.resolve(document)))
                .results()
                .map(result -> result.group(1))
                .filter(snippet -> !snippet.contains("SteelCoil"))
                .toList();
    }

    private void compile(List<String> snippets) throws IOException {
        assertThat(snippets).isNotEmpty();
        var files = IntStream.range(0, snippets.size())
                .mapToObj(i -> write(i, snippets.get(i)))
                .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var options = List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();

            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }

    private Path write(int number, String snippet) {
        Matcher program = PROGRAM.matcher(snippet);
        boolean whole = program.find();
        var name = whole ? program.group(1) : "Snippet" + number;
        try {
            return Files.writeString(
                    folder.resolve(name + ".java"), whole ? snippet : FRAME.formatted(number, snippet));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the program prints. */
    private String run(String program, String... arguments) throws Exception {
        var printed = new ByteArrayOutputStream();
        var console = System.out;
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
