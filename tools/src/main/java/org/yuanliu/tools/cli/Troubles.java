package org.yuanliu.tools.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.yuanliu.node.ConfigError;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Output;
import org.yuanliu.tools.console.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user what went wrong, the only place that does:
 *
 * <pre>
 * {"error":{"reason":"NOT_RUNNING","message":"...","next":["yuanliu start --data d"]},"exit":69}
 * </pre>
 */
final class Troubles implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Console console;

    Troubles(Console console) {
        this.console = console;
    }

    /** The command line cannot be read, so {@code --output} may not have been either: look for it. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String line = String.join(" ", arguments).toLowerCase(Locale.ROOT);
        if (line.contains("--output json") || line.contains("--output=json")) {
            console.output(Output.JSON);
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return tell(CommandFailure.of(Exit.USAGE, "USAGE", said(e)).next(command + " --help"));
    }

    private String said(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            List<String> similar = unmatched.getSuggestions().stream()
                    .filter(word -> Spelling.isClose(first, word))
                    .toList();
            return similar.isEmpty()
                    ? console.text("usage.unknown", first)
                    : console.text("usage.unknown.similar", first, String.join(", ", similar));
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return console.text(
                    "usage.missing",
                    missing.getMissing().stream()
                            .map(a -> a.isOption() ? ((CommandLine.Model.OptionSpec) a).longestName() : a.paramLabel())
                            .collect(Collectors.joining(", ")));
        }
        return console.text("usage.wrong", e.getMessage());
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult result) {
        if (e instanceof CommandFailure failure) {
            return tell(failure);
        }
        if (e instanceof YuanliuException refused) {
            return tell(Refusals.failure(refused.failure(), console.texts()));
        }
        if (e instanceof ConfigError wrong) {
            return tell(CommandFailure.of(Exit.USAGE, "CONFIG", console.text("config", wrong.getMessage())));
        }
        if (e instanceof StoreFailure broken) {
            return tell(CommandFailure.of(Exit.FAULT, "STORE", console.text("store", broken.getMessage())));
        }
        if (console.environment().containsKey("YUANLIU_DEBUG")) {
            e.printStackTrace(console.err());
        }
        return tell(CommandFailure.of(Exit.FAULT, "INTERNAL_ERROR", console.text("fault", e.toString())));
    }

    int tell(CommandFailure failure) {
        if (console.json()) {
            Console.json(console.err(), json -> {
                json.writeStartObject();
                json.writeObjectFieldStart("error");
                json.writeStringField("reason", failure.reason());
                json.writeStringField("message", failure.getMessage());
                if (!failure.next().isEmpty()) {
                    json.writeArrayFieldStart("next");
                    for (String command : failure.next()) {
                        json.writeString(command);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
                json.writeNumberField("exit", failure.exit().code());
                json.writeEndObject();
            });
        } else {
            console.err().println(failure.getMessage());
            failure.next().forEach(command -> console.err().println("  " + command));
            console.err().flush();
        }
        return failure.exit().code();
    }
}
