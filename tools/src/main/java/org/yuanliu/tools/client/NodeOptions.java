package org.yuanliu.tools.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.sdk.ClientBuilder;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * Which node, and as whom: {@code --data} means the node that runs on that folder, as its operator; {@code --server}
 * any node, as nobody or with a key of one's own. Made to be extended by {@link CallerOptions}.
 */
public class NodeOptions {
    /** For one call, retries included: a node that is busy with a large file still answers in time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For a node that was never there: long enough for one that is just starting. */
    private static final Duration CONTACT = Duration.ofSeconds(2);

    private final Console console;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--server", paramLabel = "HOST:PORT")
    private Optional<String> server = Optional.empty();

    @Option(names = "--as", paramLabel = "INDEX:IDENTIFIER")
    private Optional<String> identity = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE.pem")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--tls")
    private boolean tls;

    @Option(names = "--ca", paramLabel = "FILE.pem")
    private Optional<Path> authorities = Optional.empty();

    public NodeOptions(Console console) {
        this.console = console;
    }

    /** The secret that proves who asks, if there is one. */
    public Optional<Path> secret() {
        return Optional.empty();
    }

    /** Whether a node was named at all. */
    public boolean isGiven() {
        return data.isPresent() || server.isPresent();
    }

    /** As the operator or with the key that was given; without any, as nobody. */
    public YuanliuClient client() {
        return client(credential());
    }

    /** With the key that was given, else as nobody: what everyone may see needs no operator. */
    public YuanliuClient reader() {
        return client(identity.isPresent() ? credential() : Optional.empty());
    }

    private YuanliuClient client(Optional<Credential> who) {
        try {
            ClientBuilder builder = builder(address(Door.GRPC), console.texts());
            who.ifPresent(builder::credential);
            authorities.ifPresent(builder::tls);
            return tls && authorities.isEmpty() ? builder.tls().build() : builder.build();
        } catch (IllegalArgumentException e) {
            throw usage("node.client", e.getMessage());
        }
    }

    /** How to encrypt the line over other doors than gRPC; empty if that was not asked for. */
    public Optional<SSLContext> tls() {
        if (!tls && authorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Authorities.context(authorities));
        } catch (GeneralSecurityException | IOException e) {
            throw usage("node.client", "the authorities' file cannot be used: " + e.getMessage());
        }
    }

    public static ClientBuilder builder(InetSocketAddress address, Texts texts) {
        return YuanliuClient.builder(HostAndPort.text(address))
                .language(texts.locale())
                .deadline(PATIENCE)
                .contactWithin(CONTACT);
    }

    /** Where the node listens for this kind of questions. */
    public InetSocketAddress address(Door door) {
        if (server().isPresent()) {
            return parse(server().get());
        }
        Path path = data.orElseThrow(() -> usage("node.which").next("yuanliu demo"));
        return parse(door.of(folder(path)
                .endpoints()
                .orElseThrow(
                        () -> CommandFailure.of(Exit.UNAVAILABLE, "NOT_RUNNING", console.text("node.notRunning", path))
                                .next("yuanliu start --data " + path))));
    }

    /** A folder that was typed counts for more than a server that the environment names. */
    private Optional<String> server() {
        ParseResult typed = command.commandLine().getParseResult();
        return typed.hasMatchedOption("--data") && !typed.hasMatchedOption("--server") ? Optional.empty() : server;
    }

    private NodeFolder folder(Path path) {
        NodeFolder folder = new NodeFolder(path);
        if (!folder.isNode()) {
            throw CommandFailure.of(Exit.USAGE, "NO_NODE", console.text("node.noFolder", path))
                    .next("yuanliu init --data " + path + " --prefix PREFIX");
        }
        return folder;
    }

    private Optional<Credential> credential() {
        KeyFiles files = new KeyFiles(console.texts());
        if (identity.isPresent()) {
            Reference who = reference(identity.get());
            return Optional.of(key.map(file -> Credential.key(who, files.privateKey(file)))
                    .or(() -> secret().map(file -> Credential.secret(who, files.secret(file))))
                    .orElseThrow(() -> usage("node.asWithout")));
        }
        if (key.isPresent() || secret().isPresent()) {
            throw usage("node.keyWithoutAs");
        }
        return data.filter(path -> server().isEmpty())
                .map(this::folder)
                .map(folder -> Credential.key(folder.operator(), files.privateKey(folder.operatorKey())));
    }

    private InetSocketAddress parse(String address) {
        try {
            return HostAndPort.parse(address);
        } catch (IllegalArgumentException e) {
            throw usage("node.address", address);
        }
    }

    private Reference reference(String text) {
        try {
            return Reference.of(text);
        } catch (MalformedMessage e) {
            throw Given.wrong(e, console.texts());
        }
    }

    private CommandFailure usage(String key, @Nullable Object... details) {
        return CommandFailure.of(Exit.USAGE, "USAGE", console.text(key, details));
    }
}
