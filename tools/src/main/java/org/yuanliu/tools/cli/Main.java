package org.yuanliu.tools.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.yuanliu.tools.bench.BenchCommand;
import org.yuanliu.tools.bench.micro.MicroCommand;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Output;
import org.yuanliu.tools.console.Terminal;
import org.yuanliu.tools.directory.DirectoryCommandLines;
import org.yuanliu.tools.imports.ImportCommandLines;
import org.yuanliu.tools.template.TemplateCommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of {@code bin/yuanliu}: the list of commands and what they share. */
@Command(name = "yuanliu", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class Main implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Main(Console console) {
        this.console = console;
    }

    @Option(names = "--output", scope = ScopeType.INHERIT, paramLabel = "text|json", defaultValue = "text")
    void output(Output output) {
        console.output(output);
    }

    public static void main(String[] arguments) {
        Console console = new Console(System.out, System.err, System.getenv(), Terminal.of(System.getenv()));
        System.exit(commandLine(console).execute(arguments));
    }

    /** All commands, in the order in which they are shown. */
    static CommandLine commandLine(Console console) {
        CommandLine imports = ImportCommandLines.addTo(new CommandLine(new ImportCommand()), console)
                .addSubcommand(new ImportCertificateCommand(console));
        CommandLine commands = new CommandLine(new Main(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new InitCommand(console))
                .addSubcommand(new StartCommand(console))
                .addSubcommand("enterprise", DirectoryCommandLines.enterprise(console))
                .addSubcommand("prefix", DirectoryCommandLines.prefix(console))
                .addSubcommand("user", DirectoryCommandLines.user(console))
                .addSubcommand("template", TemplateCommandLines.template(console))
                .addSubcommand("identifier", TemplateCommandLines.identifier(console))
                .addSubcommand(new RegisterCommand(console))
                .addSubcommand(imports)
                .addSubcommand(new ResolveCommand(console))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new HistoryCommand(console))
                .addSubcommand(new SearchCommand(console))
                .addSubcommand(new StatsCommand(console))
                .addSubcommand(
                        new CommandLine(new BenchCommand(console::json)).addSubcommand(new MicroCommand(console::json)))
                .addSubcommand(new CompletionCommand(console));
        Troubles troubles = new Troubles(console);
        return commands.setResourceBundle(console.texts().bundle())
                .setDefaultValueProvider(new EnvironmentDefaults(console.environment()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(troubles)
                .setExecutionExceptionHandler(troubles)
                .setExecutionStrategy(result -> execute(console, result));
    }

    private static int execute(Console console, ParseResult result) {
        if (console.json() && result.isVersionHelpRequested()) {
            return version(console);
        }
        return new CommandLine.RunLast().execute(result);
    }

    private static int version(Console console) {
        console.answer(out -> {}, json -> {
            json.writeStartObject();
            json.writeStringField("version", Version.number());
            json.writeEndObject();
        });
        return Exit.OK.code();
    }

    /** Without a command: says which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return Exit.OK.code();
    }
}
