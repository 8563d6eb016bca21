package org.yuanliu.tools.directory;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Secret;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a user or an application another password: asked by itself, with the one it has, or by an administrator. */
@Command(name = "password")
final class UserPasswordCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Mixin
    private final UserOptions user = new UserOptions();

    @Option(names = "--password-file", paramLabel = "FILE", required = true)
    private Path password = Path.of("");

    UserPasswordCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Identifier identifier = user.identifier(console.texts());
        Secret secret = new KeyFiles(console.texts()).secret(password);
        try (YuanliuClient client = node.client()) {
            Outcome.Written written = client.directory().setUserKey(user.user(console.texts()), secret, user.reason());
            console.answer(out -> out.println(identifier), json -> {
                json.writeStartObject();
                json.writeStringField("handle", identifier.text());
                json.writeNumberField("version", written.version());
                json.writeNumberField("sequence", written.sequence());
                json.writeEndObject();
            });
        }
        console.say("user.password", identifier);
        return Exit.OK.code();
    }
}
