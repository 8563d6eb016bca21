package org.yuanliu.tools.console;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yuanliu.json.Json;

/**
 * Where commands speak: answers go to {@code out}, all talk to {@code err}. One per run; for one thread, but talk and
 * lines may come from any.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Texts texts;
    private Output output = Output.TEXT;

    public Console(PrintStream out, PrintStream err, Map<String, String> environment, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.texts = Texts.of(environment);
    }

    /** Called while the command line is read. */
    public void output(Output chosen) {
        output = chosen;
    }

    public boolean json() {
        return output == Output.JSON;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Terminal terminal() {
        return terminal;
    }

    public Texts texts() {
        return texts;
    }

    public String text(String key, @Nullable Object... details) {
        return texts.get(key, details);
    }

    /** One line of talk, in text output only. */
    public void say(String key, @Nullable Object... details) {
        if (!json()) {
            err.println(texts.get(key, details));
        }
    }

    /** The command's answer in the form the user chose. */
    public void answer(Consumer<PrintStream> text, Json.Body json) {
        if (json()) {
            json(out, json);
        } else {
            text.accept(out);
            out.flush();
        }
    }

    /** One JSON value on a line of its own. */
    public static void json(PrintStream to, Json.Body answer) {
        Json.write(to, false, answer);
        to.println();
        to.flush();
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    private String styled(String code, String text) {
        return terminal.colour() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
