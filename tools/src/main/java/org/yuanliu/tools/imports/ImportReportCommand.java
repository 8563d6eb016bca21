package org.yuanliu.tools.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.yuanliu.json.JobJson;
import org.yuanliu.json.Json;
import org.yuanliu.model.ReportRow;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what became of the rows of a job. */
@Command(name = "report")
final class ImportReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "ID", descriptionKey = "ID")
    private String id = "";

    @Option(names = "--from", paramLabel = "LINE", defaultValue = "1")
    private long from;

    @Option(names = "--refused")
    private boolean refused;

    @Option(names = "--output-file", paramLabel = "FILE.jsonl")
    private Optional<Path> file = Optional.empty();

    private long shown;

    ImportReportCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Given.atLeastOne("--from", from, console.texts());
        try (YuanliuClient client = node.client();
                Stream<ReportRow> all = client.imports().report(id, from)) {
            Iterator<ReportRow> rows = all.filter(
                            row -> !refused || row.status().equals(ReportRow.REFUSED))
                    .peek(row -> shown++)
                    .iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = rows.hasNext();
            if (file.isPresent()) {
                write(rows, file.get());
                console.answer(out -> out.println(console.text("import.written", shown, file.get())), this::summary);
            } else {
                console.answer(out -> rows.forEachRemaining(row -> print(row, out)), json -> list(rows, json));
            }
            if (!some) {
                console.say("import.noRows");
            }
            return Exit.OK.code();
        }
    }

    private void write(Iterator<ReportRow> rows, Path target) {
        Locale locale = console.texts().locale();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            rows.forEachRemaining(row -> Json.writeLine(out, json -> JobJson.write(row, locale, json)));
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(target, e);
        }
    }

    private CommandFailure unwritable(Path target, Exception e) {
        return CommandFailure.of(Exit.USAGE, "INVALID_FILE", console.text("file.unwritable", target, e.getMessage()));
    }

    private void summary(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeNumberField("rows", shown);
        json.writeStringField("file", file.map(Path::toString).orElse(""));
        json.writeEndObject();
    }

    private void list(Iterator<ReportRow> rows, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeArrayFieldStart("rows");
        while (rows.hasNext()) {
            JobJson.write(rows.next(), console.texts().locale(), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void print(ReportRow row, PrintStream out) {
        out.println(
                switch (row.status()) {
                    case ReportRow.REFUSED ->
                        console.text("import.row.refused", row.line(), row.identifier(), row.reason(), row.message());
                    case ReportRow.UNTRIED -> console.text("import.row.untried", row.line());
                    case ReportRow.UPDATED ->
                        console.text("import.row.updated", row.line(), row.identifier(), row.version());
                    default -> console.text("import.row.registered", row.line(), row.identifier(), row.version());
                });
    }
}
