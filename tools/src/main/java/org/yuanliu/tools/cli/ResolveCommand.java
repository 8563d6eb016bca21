package org.yuanliu.tools.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Selection;
import org.yuanliu.sdk.Resolution;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Door;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a record. */
@Command(name = "resolve")
final class ResolveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "IDENTIFIER", descriptionKey = "IDENTIFIER")
    private String identifier = "";

    @Option(names = "--type", paramLabel = "TYPE")
    private List<String> types = List.of();

    @Option(names = "--index", paramLabel = "N")
    private List<Integer> indexes = List.of();

    @Option(names = "--hidden")
    private boolean hidden;

    @Option(names = "--recursive")
    private boolean recursive;

    @Option(names = "--over", paramLabel = "grpc|handle|udp|http", defaultValue = "grpc")
    private Door door = Door.GRPC;

    ResolveCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Identifier asked = Given.asked(identifier, console.texts());
        Selection selection =
                new Selection(indexes, types.stream().map(ElementType::new).toList(), !hidden);
        if (hidden && door != Door.GRPC) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("resolve.hiddenOver"));
        }
        if (node.tls().isPresent() && (door == Door.HANDLE || door == Door.UDP)) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("resolve.tlsOver", door.shown()));
        }
        Answer answer = ask(asked, selection);
        console.answer(out -> print(answer, out), json -> {
            json.writeStartObject();
            json.writeStringField("handle", answer.identifier().text());
            if (answer.version().isPresent()) {
                json.writeNumberField("version", answer.version().get());
            }
            if (answer.modified().isPresent()) {
                json.writeStringField("modified", answer.modified().get().toString());
            }
            RecordJson.writeValues(Elements.of(answer.elements()), json);
            json.writeEndObject();
        });
        return Exit.OK.code();
    }

    private Answer ask(Identifier asked, Selection selection) {
        Questions questions = new Questions(console.texts(), node.tls());
        return switch (door) {
            case GRPC -> grpc(asked, selection);
            case HANDLE -> questions.tcp(node.address(door), asked, selection);
            case UDP -> questions.udp(node.address(door), asked, selection);
            case HTTP -> questions.http(node.address(door), asked, selection);
        };
    }

    private Answer grpc(Identifier asked, Selection selection) {
        try (YuanliuClient client = hidden ? node.client() : node.reader()) {
            Resolution found = recursive ? client.resolveAnywhere(asked, selection) : client.resolve(asked, selection);
            return new Answer(
                    found.identifier(), found.elements(), Optional.of(found.version()), Optional.of(found.modified()));
        }
    }

    private void print(Answer answer, PrintStream out) {
        RecordText text = new RecordText(console);
        text.heading(answer.identifier(), out);
        answer.version()
                .ifPresent(version -> out.println(console.faint(console.text(
                        "record.version",
                        version,
                        RecordText.time(answer.modified().orElseThrow().toEpochMilli())))));
        out.println();
        text.elements(answer.elements(), out);
    }
}
