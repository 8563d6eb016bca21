package org.yuanliu.tools.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.yuanliu.json.ElementJson;
import org.yuanliu.model.Element;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Version;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who changed a record, when and how, newest first. */
@Command(name = "history")
final class HistoryCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "IDENTIFIER", descriptionKey = "IDENTIFIER")
    private String identifier = "";

    @Option(names = "--limit", paramLabel = "N")
    private long limit = Long.MAX_VALUE;

    HistoryCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Identifier asked = Given.asked(identifier, console.texts());
        long most = Given.atLeastOne("--limit", limit, console.texts());
        try (YuanliuClient client = node.client()) {
            Iterator<Version> versions = client.history(asked).limit(most).iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = versions.hasNext();
            console.answer(out -> print(asked, versions, out), json -> write(asked, versions, json));
            if (!some) {
                console.say("history.empty", asked);
            }
            return Exit.OK.code();
        }
    }

    private void print(Identifier asked, Iterator<Version> versions, PrintStream out) {
        RecordText text = new RecordText(console);
        text.heading(asked, out);
        versions.forEachRemaining(version -> {
            out.println();
            text.version(version, out);
        });
    }

    private static void write(Identifier asked, Iterator<Version> versions, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("handle", asked.text());
        json.writeArrayFieldStart("versions");
        while (versions.hasNext()) {
            write(versions.next(), json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Version version, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", version.version());
        json.writeNumberField("sequence", version.sequence());
        json.writeStringField("time", Instant.ofEpochMilli(version.millis()).toString());
        json.writeStringField("action", version.action());
        if (version.by().isPresent()) {
            json.writeStringField("by", version.by().get().toString());
        }
        if (!version.reason().isEmpty()) {
            json.writeStringField("reason", version.reason());
        }
        write("before", version.before(), json);
        write("after", version.after(), json);
        json.writeEndObject();
    }

    private static void write(String field, Elements elements, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (Element element : elements.list()) {
            ElementJson.write(element, json);
        }
        json.writeEndArray();
    }
}
