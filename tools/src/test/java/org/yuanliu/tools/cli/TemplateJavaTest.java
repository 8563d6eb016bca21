package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.Packs;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Secret;
import org.yuanliu.model.Selection;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.FileHash;
import org.yuanliu.sdk.TemplatedRecord;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Template;

/** Classes that are written for templates: compiled, loaded and used against a node. */
class TemplateJavaTest {
    private static final String SECRET = "Q355B";
    private static final List<String> TEXTS =
            List.of("X1", "2.75x1250 mm", "10-20 mm", "7439-89-6", "15-15-15", "2026-11-24T07:30:00Z");

    @TempDir
    private static Path folder;

    private static RunningNode node;
    private static URLClassLoader classes;
    private static YuanliuClient works;

    @BeforeAll
    static void writeAClassForEveryPack() throws Exception {
        node = new RunningNode(folder.resolve("node"));
        Path secret = Files.writeString(folder.resolve("works.secret"), SECRET);
        node.run("enterprise", "add", "88.118.8", "--name", "Works", "--secret-file", secret.toString())
                .succeeded();
        List<String> publish = new ArrayList<>(List.of("template", "publish"));
        publish.addAll(Packs.names());
        node.run(publish.toArray(String[]::new)).succeeded();
        for (String pack : Packs.names()) {
            Cli.run("template", "java", pack + ":1", "--package", "works", "--out", folder.toString())
                    .succeeded();
        }
        compile(files(folder.resolve("works")));
        classes = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        works = YuanliuClient.builder(node.address("grpc"))
                .credential(Credential.secret(Reference.of("302:0.NA/88.118.8"), Secret.utf8(SECRET)))
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        works.close();
        classes.close();
        node.close();
    }

    @Test
    void recordsOfEveryClassAreRegisteredWithAllTheirFields() throws Exception {
        Map<Template, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
        try (var line = works.registration("all-packs")) {
            for (Template pack : Packs.all()) {
                CompletableFuture<Verdict> verdict = new CompletableFuture<>();
                verdicts.put(pack, verdict);
                line.register(full(pack), verdict::complete);
            }
        }

        for (Template pack : verdicts.keySet()) {
            Verdict verdict = verdicts.get(pack).join();
            assertThat(verdict.failure()).as(pack.name()).isEmpty();
            assertThat(works.resolve(verdict.identifier(), Selection.ALL).elements().stream()
                            .map(Element::index)
                            .filter(index -> index >= Field.FIRST_INDEX))
                    .as(pack.name())
                    .containsExactlyInAnyOrderElementsOf(
                            pack.fields().stream().map(Field::index).toList());
        }
    }

    @Test
    void singleRecordsAreRegisteredAndGetLateValuesWithAReason() throws Exception {
        Identifier id = Identifier.of("88.118.8/CEMENT-1");
        TemplatedRecord<?> cement = record("Cement", id);
        Template pack = Packs.named("cement").orElseThrow();
        for (Field field : pack.fields()) {
            if (field.requiredAtFirst()) {
                set(cement, field);
            }
        }
        assertThat(cement.missing()).isEmpty();
        works.register(cement);
        TemplatedRecord<?> late = record("Cement", id);
        set(late, pack.field("strength.28d").orElseThrow());

        works.update(late, "28 days");

        assertThat(works.resolve(id).text("strength.28d")).contains("120 MPa");
        assertThat(works.history(id).findFirst().orElseThrow().reason()).isEqualTo("28 days");
    }

    @Test
    void allThatIsMissingIsToldAtOnce() throws Exception {
        TemplatedRecord<?> coil = record("SteelCoil", Identifier.of("88.118.8/COIL-1"));
        set(coil, Packs.named("steel-coil").orElseThrow().field("grade").orElseThrow());

        assertThat(coil.missing()).containsExactly("standard", "mass", "size", "slab", "mech.ReH", "mech.Rm", "mech.A");
        assertThat(catchThrowableOfType(YuanliuException.class, () -> works.register(coil)))
                .matches(refused -> refused.is(Reason.TEMPLATE_VIOLATED))
                .satisfies(refused -> assertThat(refused.failure().violations()).hasSize(7));
    }

    @Test
    void theProgramOfTheManualRuns() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "registration.md"));
        Matcher program = Pattern.compile("```java\n([^`]*?public class (TypedStream)[^`]*?)```\n\n```\n([^`]*?)```")
                .matcher(page);
        assertThat(program.find()).isTrue();
        Path coil = folder.resolve("SteelCoil.java");
        Cli.run("template", "java", "steel-coil", "--out", folder.toString()).succeeded();
        Path source = Files.writeString(folder.resolve("TypedStream.java"), program.group(1));
        compile(List.of(coil, source));

        assertThat(run(
                        "TypedStream",
                        node.address("grpc"),
                        "302:0.NA/88.118.8",
                        folder.resolve("works.secret").toString()))
                .isEqualToNormalizingNewlines(program.group(3));
    }

    @Test
    void theSnippetOfTheClientsManualCompiles() throws Exception {
        Matcher snippet = Pattern.compile("```java\n([^`]*SteelCoil[^`]*)```")
                .matcher(Files.readString(Path.of("..", "docs", "sdk.md")));
        assertThat(snippet.find()).isTrue();
        Path source = Files.writeString(folder.resolve("TypedSnippet.java"), """
                import java.math.BigDecimal;
                import org.yuanliu.model.Identifier;
                import org.yuanliu.sdk.YuanliuClient;
                import works.SteelCoil;

                class TypedSnippet {
                    static void run(YuanliuClient client, Identifier id) {
                        %s
                    }
                }
                """.formatted(snippet.group(1)));

        compile(List.of(folder.resolve("works/SteelCoil.java"), source));
    }

    @Test
    void aTemplateOfTheNodeIsNamedInFull() {
        Cli java = node.run("template", "java", "88.118/META_steel-coil").succeeded();
        Cli missing = node.run("template", "java", "88.118/META_steel-coil:7", "--output", "json");

        assertThat(java.out()).contains("TEMPLATE = \"88.118/META_steel-coil:1\";");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.error().path("reason").asText()).isEqualTo("TEMPLATE_UNKNOWN");
        assertThat(node.run("template", "show", "88.118/META_steel-coil")
                        .succeeded()
                        .out())
                .startsWith("steel-coil:1");
    }

    @Test
    void wrongNamesAreRefusedBeforeAnythingIsWritten() {
        assertThat(Cli.run("template", "java", "steel-coil", "--package", "a.class")
                        .err())
                .contains("'a.class' is no name of a Java package");
        assertThat(Cli.run("template", "java", "steel-coil", "--class", "Identifier")
                        .err())
                .contains("'Identifier' is no name for the class");
        assertThat(Cli.run("template", "java", "steel-coil:2").err()).contains("no template 'steel-coil:2'");
        assertThat(Cli.run("template", "java", "steel-coil", "--class", "Coil", "--output", "json")
                        .succeeded()
                        .json()
                        .path("source")
                        .asText())
                .contains("class Coil extends");
    }

    private static TemplatedRecord<?> full(Template pack) throws Exception {
        String name = Arrays.stream(pack.name().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .reduce("", String::concat);
        TemplatedRecord<?> item = record(name, Identifier.known("88.118.8/FULL-" + pack.name()));
        for (Field field : pack.fields()) {
            set(item, field);
        }
        return item;
    }

    private static TemplatedRecord<?> record(String name, Identifier identifier) throws Exception {
        return (TemplatedRecord<?>) classes.loadClass("works." + name)
                .getMethod("of", Identifier.class)
                .invoke(null, identifier);
    }

    /** Calls the field's method with a value that it may have. */
    private static void set(TemplatedRecord<?> item, Field field) throws Exception {
        String plain = field.name().replaceAll("[._-]", "");
        Method method = Arrays.stream(item.getClass().getMethods())
                .filter(each -> each.getParameterCount() == 1)
                .filter(each -> each.getName().replace("_", "").equalsIgnoreCase(plain))
                .filter(each -> each.getDeclaringClass() == item.getClass())
                .findFirst()
                .orElseThrow(() -> new AssertionError(item.getClass() + " has no " + field.name()));
        method.invoke(item, value(field, method.getParameterTypes()[0]));
    }

    private static Object value(Field field, Class<?> type) {
        FieldKind kind = field.kind();
        if (kind instanceof FieldKind.Text text) {
            return TEXTS.stream()
                    .filter(each -> each.matches(text.pattern().orElse(".*")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no text for " + field));
        } else if (kind instanceof FieldKind.Decimal decimal) {
            return field.name().equals("strength.28d") ? new BigDecimal("120") : decimal.max();
        } else if (kind instanceof FieldKind.Choice) {
            return type.getEnumConstants()[0];
        } else if (kind instanceof FieldKind.Reference) {
            return Identifier.known("88.118.8/X1");
        }
        return kind instanceof FieldKind.Hash
                ? new FileHash("sm3:" + "0123456789abcdef".repeat(4))
                : LocalDate.of(2026, 11, 24);
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    private static void compile(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var options = List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();

            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }

    private static String run(String program, String... arguments) throws Exception {
        var printed = new ByteArrayOutputStream();
        var console = System.out;
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            classes.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
