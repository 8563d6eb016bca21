package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a user or an application, and its rights with it. */
@Command(name = "remove")
final class UserRemoveCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Mixin
    private final UserOptions user = new UserOptions();

    UserRemoveCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Identifier identifier = user.identifier(console.texts());
        try (YuanliuClient client = node.client()) {
            Outcome.Written written = client.directory().removeUser(user.user(console.texts()), user.reason());
            console.answer(out -> out.println(identifier), json -> {
                json.writeStartObject();
                json.writeStringField("handle", identifier.text());
                json.writeNumberField("sequence", written.sequence());
                json.writeEndObject();
            });
            return Exit.OK.code();
        }
    }
}
