package org.yuanliu.tools.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a template as a Java class: to standard output, or into a folder of sources. */
@Command(name = "java")
final class TemplateJavaCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "NAME|FILE.json|RECORD", descriptionKey = "TEMPLATE")
    private String source = "";

    @Option(names = "--package", paramLabel = "NAME")
    private Optional<String> packageName = Optional.empty();

    @Option(names = "--class", paramLabel = "NAME")
    private Optional<String> className = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR")
    private Optional<Path> out = Optional.empty();

    TemplateJavaCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        packageName.filter(name -> !SourceVersion.isName(name)).ifPresent(name -> {
            throw usage("template.wrongPackage", name);
        });
        className
                .filter(name -> !SourceVersion.isName(name) || name.contains(".") || !JavaClass.mayBeCalled(name))
                .ifPresent(name -> {
                    throw usage("template.wrongClass", name);
                });
        TemplateSource given = TemplateSource.of(source, node, console.texts());
        String name = className.orElseGet(() -> JavaClass.nameOf(given.template()));
        String text = new JavaClass(given.template(), given.reference(), packageName.orElse(""), name).text();
        report(name, text, out.map(folder -> write(folder, name, text)));
        return Exit.OK.code();
    }

    private Path write(Path folder, String name, String text) {
        Path file = folder.resolve(packageName.orElse("").replace('.', '/')).resolve(name + ".java");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.of(Exit.USAGE, "INVALID_FILE", console.text("file.unwritable", file, e.getMessage()));
        }
    }

    private void report(String name, String text, Optional<Path> file) {
        console.answer(
                answer -> answer.print(
                        file.map(path -> path + System.lineSeparator()).orElse(text)),
                json -> {
                    json.writeStartObject();
                    json.writeStringField("class", name);
                    if (file.isPresent()) {
                        json.writeStringField("file", file.get().toString());
                    } else {
                        json.writeStringField("source", text);
                    }
                    json.writeEndObject();
                });
    }

    private CommandFailure usage(String key, @Nullable Object... details) {
        return CommandFailure.of(Exit.USAGE, "USAGE", console.text(key, details));
    }
}
