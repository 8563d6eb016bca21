package org.yuanliu.tools.directory;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists enterprises and their prefixes: the same for both. */
@Command(name = "list")
final class DirectoryListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Option(names = "--state", paramLabel = "STATE")
    private Optional<EnterpriseState> state = Optional.empty();

    DirectoryListCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = node.client()) {
            Iterator<DirectoryRecord> all = client.directory()
                    .enterprises(state)
                    .map(entry -> DirectoryRecord.of(entry, console))
                    .iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = all.hasNext();
            console.answer(out -> all.forEachRemaining(record -> record.line(out)), json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("enterprises");
                while (all.hasNext()) {
                    all.next().write(json);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            if (!some) {
                console.say("enterprise.none");
            }
            return Exit.OK.code();
        }
    }
}
