package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows an enterprise and its prefix: the same for both. */
@Command(name = "show")
final class DirectoryShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    DirectoryShowCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        var identifier = Given.identifier(Given.prefix(prefix, console.texts()), console.texts());
        try (YuanliuClient client = node.client()) {
            DirectoryRecord record = DirectoryRecord.of(client, identifier, console);
            console.answer(record::print, record::write);
            return Exit.OK.code();
        }
    }
}
