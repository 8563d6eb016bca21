package org.yuanliu.tools.cli;

import java.util.Iterator;
import java.util.concurrent.Callable;
import org.yuanliu.model.Identifier;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the identifiers under a prefix. */
@Command(name = "list")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    @Option(names = "--limit", paramLabel = "N")
    private long limit = Long.MAX_VALUE;

    ListCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    /** Prints while pages come, so the list may be longer than memory. */
    @Override
    public Integer call() {
        String under = Given.prefix(prefix, console.texts());
        Identifier record = Identifier.known("0.NA/" + under);
        long most = Given.atLeastOne("--limit", limit, console.texts());
        try (YuanliuClient client = node.client()) {
            Iterator<Identifier> all = client.list(record).limit(most).iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = all.hasNext();
            console.answer(out -> all.forEachRemaining(identifier -> out.println(identifier)), json -> {
                json.writeStartObject();
                json.writeStringField("prefix", under);
                json.writeArrayFieldStart("handles");
                while (all.hasNext()) {
                    json.writeString(all.next().text());
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            if (!some) {
                console.say("list.empty", prefix);
            }
            return Exit.OK.code();
        }
    }
}
