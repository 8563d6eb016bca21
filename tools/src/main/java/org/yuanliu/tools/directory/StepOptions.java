package org.yuanliu.tools.directory;

import java.io.PrintStream;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.State;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the steps of workflows share: which prefix, on which node, and why. */
final class StepOptions {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "")
    private String reason = "";

    StepOptions(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    CallerOptions node() {
        return node;
    }

    String reason() {
        return reason;
    }

    Identifier prefix() {
        return Identifier.known("0.NA/" + Given.prefix(prefix, console.texts()));
    }

    /** Says what the change has made of the prefix. */
    int done(State<?> state, Outcome.Written written) {
        console.answer(out -> print(state, out), json -> {
            json.writeStartObject();
            json.writeStringField("prefix", prefix().suffix());
            json.writeStringField("state", state.word());
            json.writeNumberField("version", written.version());
            json.writeNumberField("sequence", written.sequence());
            json.writeEndObject();
        });
        return Exit.OK.code();
    }

    private void print(State<?> state, PrintStream out) {
        out.println(prefix().suffix() + "  " + console.text("state." + state.word()));
    }
}
