package org.yuanliu.tools.cli;

import java.util.concurrent.Callable;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that teaches bash and zsh to complete our commands. */
@Command(name = "generate-completion")
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("yuanliu", spec.root().commandLine());
        console.answer(out -> out.print(script), json -> {
            json.writeStartObject();
            json.writeStringField("script", script);
            json.writeEndObject();
        });
        return Exit.OK.code();
    }
}
