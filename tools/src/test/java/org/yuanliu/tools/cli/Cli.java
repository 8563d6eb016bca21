package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;

/** One run of the command line in this process, with what it said and how it ended. */
record Cli(int exit, String out, String err) {
    static final Map<String, String> ENGLISH = Map.of("LANG", "en_GB.UTF-8");
    static final Map<String, String> CHINESE = Map.of("LANG", "zh_CN.UTF-8");

    static Cli run(String... arguments) {
        return run(ENGLISH, arguments);
    }

    static Cli run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err), environment, Terminal.NONE);
        int exit = Main.commandLine(console).execute(arguments);
        return new Cli(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Cli succeeded() {
        assertThat(exit).as(err).isZero();
        return this;
    }

    JsonNode json() {
        return parse(out);
    }

    JsonNode error() {
        return parse(err).path("error");
    }

    private static JsonNode parse(String text) {
        assertThat(text.strip().lines()).as(text).hasSize(1);
        try {
            return Json.read(Bytes.utf8(text.strip()));
        } catch (MalformedMessage e) {
            throw new AssertionError(text, e);
        }
    }
}
