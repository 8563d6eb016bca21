package org.yuanliu.tools.imports;

import java.util.Iterator;
import java.util.concurrent.Callable;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.ImportJob;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists jobs, the newest first. */
@Command(name = "list")
final class ImportListCommand implements Callable<Integer> {
    private final Console console;
    private final JobText texts;

    @Mixin
    private final CallerOptions node;

    ImportListCommand(Console console) {
        this.console = console;
        this.texts = new JobText(console);
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = node.client()) {
            Iterator<ImportJob> all = client.imports().list().iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = all.hasNext();
            console.answer(out -> all.forEachRemaining(job -> texts.line(job, out)), json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("jobs");
                while (all.hasNext()) {
                    JobJson.write(all.next(), json);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            if (!some) {
                console.say("import.none");
            }
            return Exit.OK.code();
        }
    }
}
