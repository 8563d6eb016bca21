package org.yuanliu.tools.directory;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Role;
import org.yuanliu.model.UserName;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a user or an application with its role. */
@Command(name = "add")
final class UserAddCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Mixin
    private final UserOptions user = new UserOptions();

    @Option(names = "--role", paramLabel = "ROLE", required = true)
    private String role = "";

    @Option(names = "--password-file", paramLabel = "FILE")
    private Optional<Path> password = Optional.empty();

    @Option(names = "--public-key", paramLabel = "FILE.pem")
    private Optional<Path> publicKey = Optional.empty();

    UserAddCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Role wanted = Role.of(role)
                .orElseThrow(() -> CommandFailure.of(Exit.USAGE, "USAGE", console.text("user.noRole", role)));
        if (password.isPresent() == publicKey.isPresent()) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("user.oneKey"));
        }
        Reference key = new Reference(user.identifier(console.texts()), UserName.KEY_INDEX);
        try (YuanliuClient client = node.client()) {
            Outcome.Written written = add(client, wanted);
            console.answer(out -> out.println(key), json -> {
                json.writeStartObject();
                json.writeStringField("handle", key.identifier().text());
                json.writeStringField("identity", key.toString());
                json.writeStringField("role", wanted.word());
                json.writeNumberField("version", written.version());
                json.writeNumberField("sequence", written.sequence());
                json.writeEndObject();
            });
        }
        console.say("user.added", key);
        return Exit.OK.code();
    }

    private Outcome.Written add(YuanliuClient client, Role wanted) {
        KeyFiles files = new KeyFiles(console.texts());
        UserName name = user.user(console.texts());
        return password.isPresent()
                ? client.directory().addUser(name, wanted, files.secret(password.get()), user.reason())
                : client.directory().addUser(name, wanted, files.publicKey(publicKey.orElseThrow()), user.reason());
    }
}
