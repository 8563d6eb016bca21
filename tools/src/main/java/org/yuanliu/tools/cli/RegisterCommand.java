package org.yuanliu.tools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.files.BatchLine;
import org.yuanliu.tools.files.Naming;
import org.yuanliu.tools.files.PackCheck;
import org.yuanliu.tools.imports.FileOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers the batches of a file. */
@Command(name = "register")
final class RegisterCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Mixin
    private final FileOptions input;

    @Option(names = "--update")
    private boolean update;

    @Option(names = "--again")
    private boolean again;

    @Option(names = "--dry-run")
    private boolean dryRun;

    RegisterCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
        this.input = new FileOptions(console);
    }

    @Override
    public Integer call() {
        try {
            Path file = input.file();
            BatchFile.Reading reading = input.reading(node);
            BatchFile.Survey survey = BatchFile.survey(file, reading);
            if (survey.lines() == 0) {
                throw input.wrong("file.empty", file);
            }
            try (Rejects rejects = Rejects.beside(file, console.texts().locale(), this::unwritable);
                    BatchFile batches = BatchFile.open(file, reading);
                    Progress progress = Progress.of(console, file.getFileName().toString(), survey.lines())) {
                var run = new Run(source(survey), reading, rejects, progress);
                return report(run(run, batches), rejects);
            }
        } catch (MalformedMessage e) {
            throw Given.wrong(e, console.texts());
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    /** What one sending needs beside its lines. */
    private record Run(String source, BatchFile.Reading reading, Rejects rejects, Progress progress) {}

    private CommandFailure unwritable(IOException e) {
        return input.wrong("file.unwritable", Rejects.beside(input.file()), e.getMessage());
    }

    /** The same for the same file and purpose, so that sending a file again does nothing twice. */
    private String source(BatchFile.Survey survey) {
        String name = again ? UUID.randomUUID().toString() : survey.digest();
        return (update ? "update-" : "register-") + name;
    }

    private Registration.Result run(Run run, BatchFile batches) {
        if (dryRun) {
            return new Registration(RegisterCommand::pretend, run.rejects(), run.progress(), console.texts())
                    .run(checked(batches, run.reading().naming()));
        }
        try (YuanliuClient client = node.client();
                RegistrationStream stream = client.registration(run.source(), StreamOptions.DEFAULT.again())) {
            var sender = Registration.Sender.over(stream, update);
            return new Registration(sender, run.rejects(), run.progress(), console.texts()).run(batches);
        } catch (YuanliuException e) {
            CommandFailure failure = Refusals.failure(e.failure(), console.texts());
            throw e.retryable()
                    ? failure.note(console.text("register.interrupted"))
                            .next("yuanliu register " + input.file() + " ...")
                    : failure;
        }
    }

    /** Without a node: by the template that the lines got their identifiers from, or the packs that we know. */
    private Iterator<BatchLine> checked(Iterator<BatchLine> lines, Optional<Naming> naming) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public BatchLine next() {
                return PackCheck.check(lines.next(), update, naming);
            }
        };
    }

    private static void pretend(BatchLine.Item item, Consumer<Verdict> verdict) {
        verdict.accept(Verdict.of(item.identifier(), 0, 0));
    }

    private int report(Registration.Result result, Rejects rejects) {
        console.answer(
                out -> out.println(console.text(
                        dryRun ? "register.checked" : update ? "register.updated" : "register.done",
                        result.accepted(),
                        result.rejected())),
                json -> {
                    json.writeStartObject();
                    json.writeStringField("file", input.file().toString());
                    json.writeBooleanField("dryRun", dryRun);
                    json.writeNumberField("accepted", result.accepted());
                    json.writeNumberField("rejected", result.rejected());
                    if (result.rejected() > 0) {
                        json.writeStringField("rejectedFile", rejects.file().toString());
                    }
                    json.writeNumberField("seconds", result.took().toMillis() / 1e3);
                    json.writeEndObject();
                });
        if (result.rejected() > 0) {
            console.say("register.rejects", rejects.file());
            return Exit.REFUSED.code();
        }
        return Exit.OK.code();
    }
}
