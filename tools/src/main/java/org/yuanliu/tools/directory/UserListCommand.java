package org.yuanliu.tools.directory;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Role;
import org.yuanliu.model.UserEntry;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the users and applications of a prefix with their roles. */
@Command(name = "list")
final class UserListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Option(names = "--enterprise", paramLabel = "PREFIX", required = true)
    private String enterprise = "";

    UserListCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Identifier prefix = Identifier.known("0.NA/" + Given.prefix(enterprise, console.texts()));
        try (YuanliuClient client = node.client()) {
            Iterator<UserEntry> all = client.directory().users(prefix).iterator();
            // The first page decides whether there is an answer at all: ask for it before the answer begins.
            boolean some = all.hasNext();
            console.answer(
                    out -> all.forEachRemaining(user -> out.println(user.identifier() + "  " + roles(user))),
                    json -> write(prefix, all, json));
            if (!some) {
                console.say("user.none", prefix.suffix());
            }
            return Exit.OK.code();
        }
    }

    private static void write(Identifier prefix, Iterator<UserEntry> users, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("prefix", prefix.suffix());
        json.writeArrayFieldStart("users");
        while (users.hasNext()) {
            UserEntry user = users.next();
            json.writeStartObject();
            json.writeStringField("handle", user.identifier().text());
            json.writeArrayFieldStart("roles");
            for (Role role : user.roles()) {
                json.writeString(role.word());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String roles(UserEntry user) {
        String words = user.roles().stream().map(Role::word).collect(Collectors.joining(", "));
        return words.isEmpty() ? "-" : words;
    }
}
