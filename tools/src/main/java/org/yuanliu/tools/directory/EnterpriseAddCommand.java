package org.yuanliu.tools.directory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.Door;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.HostAndPort;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.client.NodeOptions;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Admits an enterprise: makes the record of its prefix, with the keys that administer it. */
@Command(name = "add")
final class EnterpriseAddCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final NodeOptions node;

    @Parameters(paramLabel = "PREFIX", descriptionKey = "PREFIX")
    private String prefix = "";

    @Mixin
    private final EnterpriseOptions given = new EnterpriseOptions();

    @Option(names = "--public-key", paramLabel = "FILE.pem")
    private Optional<Path> publicKey = Optional.empty();

    @Option(names = "--new-key", paramLabel = "FILE.pem")
    private Optional<Path> newKey = Optional.empty();

    @Option(names = "--key-index", paramLabel = "N", defaultValue = "300")
    private int keyIndex;

    @Option(names = "--secret-file", paramLabel = "FILE")
    private Optional<Path> secretFile = Optional.empty();

    @Option(names = "--secret-index", paramLabel = "N", defaultValue = "302")
    private int secretIndex;

    EnterpriseAddCommand(Console console) {
        this.console = console;
        this.node = new NodeOptions(console);
    }

    @Override
    public Integer call() {
        KeyFiles files = new KeyFiles(console.texts());
        PrefixRecord record = new PrefixRecord(
                Given.prefix(prefix, console.texts()),
                given.enterprise(EnterpriseState.APPROVED, console.texts()),
                given.contact());
        if (publicKey.isEmpty() && newKey.isEmpty() && secretFile.isEmpty()) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("enterprise.noKey"))
                    .next("yuanliu enterprise add " + prefix + " ... --new-key " + prefix + ".pem");
        }
        try (YuanliuClient client = node.client()) {
            Optional<PublicKey> key = publicKey.map(files::publicKey).or(() -> newKey.map(files::create));
            key.ifPresent(k -> record.key(keyIndex, k));
            secretFile.map(files::secret).ifPresent(s -> record.secret(secretIndex, s));
            Outcome.Written written = admit(client, record, files);
            List<Reference> administrators = record.administrators();
            console.answer(out -> print(administrators, out), json -> {
                json.writeStartObject();
                json.writeStringField("prefix", prefix);
                json.writeStringField("handle", record.identifier().text());
                json.writeArrayFieldStart("administrators");
                for (Reference administrator : administrators) {
                    json.writeString(administrator.toString());
                }
                json.writeEndArray();
                json.writeNumberField("version", written.version());
                json.writeNumberField("sequence", written.sequence());
                json.writeEndObject();
            });
        }
        console.say(
                "enterprise.added",
                given.name(),
                prefix,
                HostAndPort.text(node.address(Door.GRPC)),
                record.administrators().get(0),
                publicKey.isEmpty() && newKey.isEmpty() ? "--secret-file FILE" : "--key FILE.pem");
        return Exit.OK.code();
    }

    private Outcome.Written admit(YuanliuClient client, PrefixRecord record, KeyFiles files) {
        try {
            return client.admitPrefix(record.identifier(), record.elements());
        } catch (YuanliuException e) {
            if (Refusals.isFinal(e.failure())) {
                // The key that was made for it is nobody's, and its file would be in the way of the next attempt.
                newKey.filter(file -> publicKey.isEmpty()).ifPresent(files::delete);
            }
            throw e;
        }
    }

    private void print(List<Reference> administrators, PrintStream out) {
        Stream.concat(Stream.of("0.NA/" + prefix), administrators.stream().map(Reference::toString))
                .forEach(out::println);
    }
}
