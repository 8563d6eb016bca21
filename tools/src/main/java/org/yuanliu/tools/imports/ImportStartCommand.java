package org.yuanliu.tools.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.files.BatchLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands a file to the node, which registers its rows by itself. */
@Command(name = "start")
final class ImportStartCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 20;
    private static final int LOOK_EVERY_MILLIS = 300;

    private final Console console;
    private final JobText texts;
    private final List<BatchLine.Wrong> leftOut = new ArrayList<>();
    private long leftOutCount;

    @Mixin
    private final CallerOptions node;

    @Mixin
    private final FileOptions input;

    @Option(names = "--update")
    private boolean update;

    @Option(names = "--again")
    private boolean again;

    @Option(names = "--wait")
    private boolean wait;

    ImportStartCommand(Console console) {
        this.console = console;
        this.texts = new JobText(console);
        this.node = new CallerOptions(console);
        this.input = new FileOptions(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Path file = input.file();
            BatchFile.Reading reading = input.reading(node);
            BatchFile.Survey survey = BatchFile.survey(file, reading);
            if (survey.lines() == 0) {
                throw input.wrong("file.empty", file);
            }
            BatchFile.open(file, reading).close(); // What is wrong with all of it is told before anything is sent.
            return run(reading, survey);
        } catch (MalformedMessage e) {
            throw Given.wrong(e, console.texts());
        } catch (IOException | UncheckedIOException e) {
            throw input.unreadable(e);
        }
    }

    private int run(BatchFile.Reading reading, BatchFile.Survey survey) throws InterruptedException {
        // The same for the same file and purpose, so that handing it over again is the same job.
        String key =
                (update ? "update-" : "import-") + (again ? UUID.randomUUID().toString() : survey.digest());
        String name = input.file().getFileName().toString();
        try (YuanliuClient client = node.client()) {
            ImportJob job = client.withRequestId(key).imports().start(name, () -> lines(reading));
            return report(wait ? awaited(client, job) : job);
        }
    }

    private InputStream lines(BatchFile.Reading reading) throws IOException {
        leftOut.clear();
        leftOutCount = 0;
        try {
            BatchFile rows = BatchFile.open(input.file(), reading);
            return new ImportLines(rows, reading.format() == BatchFile.Format.JSONL, update, this::leaveOut);
        } catch (MalformedMessage e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void leaveOut(BatchLine.Wrong row) {
        leftOutCount++;
        if (leftOut.size() < MOST_TOLD) {
            leftOut.add(row);
        }
    }

    private ImportJob awaited(YuanliuClient client, ImportJob started) throws InterruptedException {
        ImportJob job = started;
        try (Progress progress = Progress.of(console, job.name(), job.progress().rows())) {
            long shown = 0;
            while (!job.state().ended()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                job = client.imports().get(job.id());
                for (; shown < job.progress().tried(); shown++) {
                    progress.step();
                }
            }
        }
        return job;
    }

    private int report(ImportJob job) {
        console.answer(out -> print(job, out), json -> {
            json.writeStartObject();
            JobJson.writeFields(job, json);
            json.writeNumberField("leftOut", leftOutCount);
            json.writeEndObject();
        });
        return leftOutCount > 0 ? Exit.REFUSED.code() : JobText.exit(job);
    }

    private void print(ImportJob job, PrintStream out) {
        texts.print(job, out);
        if (leftOutCount > 0) {
            out.println(console.text("import.leftOut", leftOutCount));
            for (BatchLine.Wrong row : leftOut) {
                out.println("  " + row.number() + ": "
                        + row.problem().text(console.texts().locale()));
            }
        }
    }
}
