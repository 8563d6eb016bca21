package org.yuanliu.tools.imports;

import java.util.concurrent.Callable;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a job stands. */
@Command(name = "show")
final class ImportShowCommand implements Callable<Integer> {
    private final JobText texts;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "ID", descriptionKey = "ID")
    private String id = "";

    ImportShowCommand(Console console) {
        this.texts = new JobText(console);
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = node.client()) {
            return texts.answer(client.imports().get(id));
        }
    }
}
