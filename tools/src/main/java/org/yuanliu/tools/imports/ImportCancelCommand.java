package org.yuanliu.tools.imports;

import java.util.concurrent.Callable;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a job after the parcel under way. */
@Command(name = "cancel")
final class ImportCancelCommand implements Callable<Integer> {
    private final JobText texts;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "ID", descriptionKey = "ID")
    private String id = "";

    ImportCancelCommand(Console console) {
        this.texts = new JobText(console);
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = node.client()) {
            texts.answer(client.imports().cancel(id));
            return Exit.OK.code();
        }
    }
}
