package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;
import org.yuanliu.tools.console.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class TextsTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern GAP = Pattern.compile("\\{\\d}");

    /** A line of code or a blank line is the same in every language. */
    private static final List<String> WITHOUT_WORDS = List.of("usage.parameterListHeading");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Properties english = properties("texts.properties");
        Properties chinese = properties("texts_zh.properties");

        assertThat(chinese.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(gaps(chinese.getProperty(key))).as(key).isEqualTo(gaps(english.getProperty(key)));
        }
    }

    @Test
    void nothingIsLeftUntranslated() throws IOException {
        Properties english = properties("texts.properties");
        Properties chinese = properties("texts_zh.properties");

        for (String key : english.stringPropertyNames()) {
            assertThat(HAN.matcher(english.getProperty(key)).find()).as(key).isFalse();
            if (!WITHOUT_WORDS.contains(key)) {
                assertThat(HAN.matcher(chinese.getProperty(key)).find()).as(key).isTrue();
            }
        }
    }

    @Test
    void everyCommandOptionAndParameterIsExplainedInBothLanguages() {
        for (Map<String, String> language : List.of(Cli.ENGLISH, Cli.CHINESE)) {
            Console console = new Console(System.out, System.err, language, Terminal.NONE);
            for (CommandLine command : commands(Main.commandLine(console))) {
                String name = command.getCommandSpec().qualifiedName();
                assertThat(command.getCommandSpec().usageMessage().header())
                        .as(name)
                        .isNotEmpty();
                for (ArgSpec argument : command.getCommandSpec().args()) {
                    String text = String.join(" ", argument.description());
                    assertThat(text).as(name + " " + argument).isNotBlank();
                    assertThat(HAN.matcher(text).find())
                            .as(name + " " + argument)
                            .isEqualTo(console.texts().chinese());
                }
            }
        }
    }

    @Test
    void languageFollowsTheFirstVariableThatIsSet() {
        assertThat(Texts.of(Map.of()).chinese()).isFalse();
        assertThat(Texts.of(Map.of("LANG", "zh_CN.UTF-8")).chinese()).isTrue();
        assertThat(Texts.of(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C")).chinese())
                .isFalse();
        assertThat(Texts.of(Map.of("LANG", "C", "LC_ALL", "", "LC_MESSAGES", "zh_TW"))
                        .chinese())
                .isTrue();
    }

    static List<CommandLine> commands(CommandLine root) {
        List<CommandLine> all = new ArrayList<>(List.of(root));
        root.getSubcommands().values().forEach(command -> all.addAll(commands(command)));
        return all;
    }

    private static TreeSet<String> gaps(String text) {
        TreeSet<String> gaps = new TreeSet<>();
        GAP.matcher(text).results().forEach(gap -> gaps.add(gap.group()));
        return gaps;
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
