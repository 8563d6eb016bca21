package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identifiers by rules: suggested, checked, given to the rows of a file; the rule is an enterprise's own. */
class IdentifierCommandsTest {
    private static final String RULE = "{class}.{grade}.{day:n8}.{charge:x6-12}-{coil:n2}{check}";
    private static final String HEADING = "grade,standard,净重,size,slab,mech.ReH,mech.Rm,mech.A,day,Charge,coil";
    private static final String ROW =
            "GB/T 1591-2018,26.947 t,11.50x1500 mm,88.118.8/S1,372,528,27,20261124,H26B04521,";

    @TempDir
    private static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void admitAnEnterprise() throws Exception {
        node = new RunningNode(folder.resolve("node1"));
        Path secret = Files.writeString(folder.resolve("works.secret"), "Q355B");
        node.run("enterprise", "add", "88.118.8", "--name", "Works", "--secret-file", secret.toString())
                .succeeded();
        node.run("template", "publish", "steel-coil").succeeded();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    /** Commands begin with a dollar sign, what they say follows. */
    @Test
    void theManualSaysWhatHappens() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "templates.md"));
        int begin = page.indexOf("```console\n") + 11;
        String block = page.substring(begin, page.indexOf("```", begin)).replace("\\\n", "");
        file("coils.csv", HEADING, "Q355B," + ROW + "3", "Q355B," + ROW + "4", "Q355B," + ROW);

        for (String each : block.split("(?m)^\\$ ", -1)) {
            int end = each.indexOf('\n');
            if (end > 0) {
                Cli run = Cli.run(words(each.substring(0, end)));
                assertThat(run.out() + run.err())
                        .as(each)
                        .isEqualTo(each.substring(end + 1)
                                .replace(
                                        "coils.csv", folder.resolve("coils.csv").toString()));
            }
        }
    }

    /** Of a command line as a shell has it; what stands for files and addresses is put in. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line.substring("bin/yuanliu ".length()));
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(
                    switch (text) {
                        case "node1", "works.secret", "coils.csv" ->
                            folder.resolve(text).toString();
                        case "HOST:PORT" -> node.address("grpc");
                        default -> text;
                    });
        }
        return words.toArray(String[]::new);
    }

    @Test
    void withoutItsPartsNothingIsSuggested() {
        Cli wrong = Cli.run(
                "identifier",
                "suggest",
                "--template",
                "steel-coil",
                "--identifier-rule",
                RULE,
                "--prefix",
                "88.118.8",
                "--set",
                "gade=Q355B",
                "--set",
                "coil=333");
        Cli none = Cli.run("identifier", "suggest", "--template", "steel-coil", "--prefix", "88.118.8");

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).isEqualTo("""
                The rule %s gives no identifier:
                  gade is not in the template. Did you mean 'grade'?
                  grade (index 2000) is missing.
                  day is missing.
                  charge is missing.
                  coil is '333', which does not have the form [0-9]{2}.
                """.formatted(RULE));
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no rule for identifiers", "--identifier-rule");
    }

    @Test
    void wrongPartsAreToldToProgramsToo() {
        JsonNode right = check("88.118.8/3130.Q355B.20261124.H26B04521-03T");
        JsonNode wrong = check("88.118.8/3130.Q335B.20261124.H26B04521-03T");

        assertThat(right.path("right").asBoolean()).isTrue();
        assertThat(wrong.path("right").asBoolean()).isFalse();
        JsonNode violation = wrong.path("violations").get(0);
        assertThat(violation.path("part").toString())
                .isEqualTo("{\"at\":6,\"written\":\"{grade}\",\"found\":\"Q335B\",\"right\":\"Q355B\"}");
        assertThat(violation.path("hint").asText()).isEqualTo("3130.Q355B.20261124.H26B04521-03T");
    }

    private static JsonNode check(String identifier) {
        return Cli.run(
                        "identifier",
                        "check",
                        identifier,
                        "--template",
                        "steel-coil:1",
                        "--identifier-rule",
                        RULE,
                        "--set",
                        "Grade=Q355B",
                        "--set",
                        "coil=3",
                        "--output",
                        "json")
                .json();
    }

    @Test
    void aWrongRuleIsNotPublished() {
        Cli late = node.run("template", "publish", "steel-coil", "--identifier-rule", "{slab}");
        Cli two = node.run("template", "publish", "steel-coil", "cement", "--identifier-rule", "{class}");
        Cli other = node.run("template", "publish", "steel-coil", "--identifier-rule", RULE);

        assertThat(late.exit()).isEqualTo(2);
        assertThat(late.err()).contains("'{slab}' is wrong: field 'slab' is no text, choice or date");
        assertThat(two.exit()).isEqualTo(2);
        assertThat(other.exit()).as("a published version stays").isEqualTo(1);
    }

    @Test
    void rowsWithoutIdentifiersGetThoseOfTheNodesRule() throws IOException {
        Path json = file("bar.json", bar());
        node.run("template", "publish", json.toString()).succeeded();
        Path bars = file("bars.csv", "bundle,grade,lot", "1,A,L1", "2,A,", "22,B,L2", "1,A,L1");

        JsonNode report = node.run(
                        "register", bars.toString(), "--template", "bar", "--prefix", "88.118.8", "--output", "json")
                .json();
        List<String> rejected = Files.readAllLines(Path.of(bars + ".rejected.jsonl"));

        assertThat(report.path("accepted").asInt()).isEqualTo(2);
        assertThat(node.run("resolve", "88.118.8/A-L2-22").exit()).isEqualTo(1);
        assertThat(node.run("resolve", "88.118.8/B-L2-22").succeeded().out()).contains("L2");
        assertThat(rejected.get(0)).contains("\"line\":3", "lot (index 2001) is missing.", "\"text\":\"2,A,\"");
        assertThat(rejected.get(1))
                .contains("\"line\":5", "ALREADY_EXISTS", "template 88.118/META_bar, grade A, lot L1");
    }

    @Test
    void aDryRunHoldsRowsToTheTemplateOfTheirRule() throws IOException {
        Path json = file("bar.json", bar());
        Path bars = file("dry.csv", "\uFEFFgrade,lot,bundle", "A,L1,1", "C,L1,1", "A,L1,333");

        Cli run = Cli.run(
                "register",
                bars.toString(),
                "--template",
                json.toString(),
                "--prefix",
                "88.118.8",
                "--dry-run",
                "--output",
                "json");
        Cli column = Cli.run(
                "register",
                file("column.csv", "grade,lt,bundle").toString(),
                "--template",
                json.toString(),
                "--prefix",
                "88.118.8",
                "--dry-run");

        assertThat(run.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(Files.readString(Path.of(bars + ".rejected.jsonl")))
                .contains("grade (index 2000) is 'C'; right is one of A, B.", "bundle is '333'");
        assertThat(column.err()).contains("column 2", "did you mean 'lot'?");
        assertThat(Cli.run("register", bars.toString(), "--template", "bar:1", "--dry-run")
                        .err())
                .contains("--prefix");
        assertThat(Cli.run("register", bars.toString(), "--prefix", "88.118.8", "--dry-run")
                        .err())
                .contains("--template");
    }

    private static String bar() {
        return "{\"name\":\"bar\",\"version\":1,\"label\":{\"zh\":\"棒\",\"en\":\"Bar\"},\"industry\":\"3130\","
                + "\"identifier\":\"{grade}-{lot}-{bundle:n2}\",\"fields\":["
                + "{\"index\":2000,\"name\":\"grade\",\"label\":{\"zh\":\"牌号\",\"en\":\"Grade\"},\"kind\":\"choice\","
                + "\"required\":true,\"choices\":[{\"code\":\"A\",\"zh\":\"甲\",\"en\":\"First\"},"
                + "{\"code\":\"B\",\"zh\":\"乙\",\"en\":\"Second\"}]},"
                + "{\"index\":2001,\"name\":\"lot\",\"label\":{\"zh\":\"批号\",\"en\":\"Lot\"},\"kind\":\"text\","
                + "\"maxLength\":9,\"required\":true}]}";
    }

    private static Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
