package org.yuanliu.tools.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yuanliu.json.Packs;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.client.Door;
import org.yuanliu.tools.client.HostAndPort;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.client.NodeOptions;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.tools.directory.PrefixRecord;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.template.TemplatePublishCommand;

/**
 * The node of the demonstration: on the loopback address, in a folder that lives as long as it does or in one of the
 * user's. Doing everything twice in the same folder does no harm.
 */
final class DemoNode implements AutoCloseable {
    private static final String PREFIX = "88.118";
    private static final int KEY_INDEX = 300;

    private final Path folder;
    private final boolean temporary;
    private final Texts texts;
    private final Node node;

    DemoNode(Path folder, boolean temporary, Texts texts) {
        this.folder = folder;
        this.temporary = temporary;
        this.texts = texts;
        this.node = serve();
    }

    private Node serve() {
        try {
            if (!new NodeFolder(folder).isNode()) {
                Node.init(folder, PREFIX);
            }
            return Node.start(Config.of(folder)
                    .withPorts(free(Config.HANDLE_PORT), free(Config.HTTP_PORT), free(Config.GRPC_PORT)));
        } catch (RuntimeException e) {
            tidy();
            throw e;
        }
    }

    /** @param given the user's folder; empty for one that is deleted at the end */
    static DemoNode start(Optional<Path> given, Texts texts) throws IOException {
        return new DemoNode(
                given.isPresent() ? given.get() : Files.createTempDirectory("yuanliu-demo-"), given.isEmpty(), texts);
    }

    /** The port itself if nobody has it, else 0 for any. */
    private static int free(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(port, loopback)) {
            return tcp.getLocalPort() == udp.getLocalPort() ? port : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    Path folder() {
        return folder;
    }

    boolean temporary() {
        return temporary;
    }

    InetSocketAddress address(Door door) {
        return HostAndPort.parse(text(door));
    }

    /** {@code host:port}. */
    String text(Door door) {
        NodeFolder.Endpoints doors = new NodeFolder(folder).endpoints().orElseThrow();
        return door.of(doors);
    }

    Path key(DemoPlant plant) {
        return folder.resolve("enterprises").resolve(plant.prefix() + ".pem");
    }

    /** Publishes, as the operator, the templates that the samples follow. */
    void publish() {
        try (YuanliuClient client = operator()) {
            for (DemoPlant plant : DemoPlant.values()) {
                for (DemoPlant.Sample sample : plant.samples()) {
                    TemplatePublishCommand.publish(
                            client, PREFIX, Packs.named(sample.pack()).orElseThrow());
                }
            }
        }
    }

    private YuanliuClient operator() {
        NodeFolder node = new NodeFolder(folder);
        Credential operator = Credential.key(node.operator(), new KeyFiles(texts).privateKey(node.operatorKey()));
        return NodeOptions.builder(address(Door.GRPC), texts)
                .credential(operator)
                .build();
    }

    /** Makes the plant's key and, as the operator, the record of its prefix. */
    void admit(DemoPlant plant) throws IOException {
        KeyFiles files = new KeyFiles(texts);
        Files.createDirectories(key(plant).getParent());
        PrefixRecord record = new PrefixRecord(
                plant.prefix(), Enterprise.draft(plant.fullName()).in(EnterpriseState.APPROVED), "");
        record.key(KEY_INDEX, Files.exists(key(plant)) ? files.publicHalf(key(plant)) : files.create(key(plant)));
        try (YuanliuClient client = operator()) {
            client.admitPrefix(record.identifier(), record.elements());
        } catch (YuanliuException e) {
            if (!e.is(Reason.ALREADY_EXISTS)) {
                throw e;
            }
        }
    }

    /** The plant's own client, with its own key. */
    YuanliuClient client(DemoPlant plant) {
        Reference identity = Reference.known(KEY_INDEX, "0.NA/" + plant.prefix());
        Credential own = Credential.key(identity, new KeyFiles(texts).privateKey(key(plant)));
        return NodeOptions.builder(address(Door.GRPC), texts).credential(own).build();
    }

    static BatchFile sample(String name) throws IOException {
        try {
            return BatchFile.open(reader(name), BatchFile.Format.CSV);
        } catch (MalformedMessage e) {
            throw new IllegalStateException(name, e);
        }
    }

    static long batches(String name) throws IOException {
        try (BufferedReader lines = reader(name)) {
            return lines.lines().count() - 1;
        }
    }

    private static BufferedReader reader(String name) {
        InputStream in = Objects.requireNonNull(DemoNode.class.getResourceAsStream("/samples/" + name), name);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        node.close();
        tidy();
    }

    private void tidy() {
        if (temporary) {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
