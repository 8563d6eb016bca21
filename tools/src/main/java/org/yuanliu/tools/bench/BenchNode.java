package org.yuanliu.tools.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.bench.load.Coils;
import org.yuanliu.tools.bench.load.Records;
import org.yuanliu.tools.bench.load.Registrations;
import org.yuanliu.tools.template.TemplatePublishCommand;
import org.yuanliu.wire.AdminCodec;

/** A node of its own for the benchmark, in a folder that goes with it. */
final class BenchNode implements AutoCloseable {
    /** On a busy machine a call may wait long; then that is the figure. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static final String PREFIX = "88.118";

    private static final Identifier PREFIX_RECORD = Identifier.known("0.NA/" + Records.PREFIX);

    /** Who registers, and with which secret. */
    static final Reference PLANT = new Reference(PREFIX_RECORD, 302);

    static final Bytes SECRET = Bytes.utf8("bench");

    private final Path folder;
    private final Node node;
    private final YuanliuClient operator;

    private BenchNode(Path folder) throws IOException {
        this.folder = folder;
        node = Node.start(Config.anyPorts(folder));
        NodeFolder files = new NodeFolder(folder);
        operator = YuanliuClient.builder(Node.text(node.grpcAddress()))
                .credential(Credential.keyFile(files.operator(), files.operatorKey()))
                .build()
                .withDeadline(PATIENCE);
    }

    /** Starts one with {@code records} records. */
    static BenchNode start(Path parent, int records) throws Exception {
        Path folder = Files.createTempDirectory(parent, "yuanliu-bench-");
        found(folder);
        BenchNode node = new BenchNode(folder);
        try {
            Registrations.fill(node.operator, records);
            return node;
        } catch (Exception e) {
            node.close();
            throw e;
        }
    }

    /** Makes a node's folder, in which the plant may register, also by the template of {@link Coils}. */
    static void found(Path folder) throws IOException {
        Node.init(folder, PREFIX);
        BenchNode node = new BenchNode(folder);
        try {
            node.operator.admitPrefix(
                    PREFIX_RECORD,
                    List.of(
                            administrator(100, new NodeFolder(folder).operator()),
                            administrator(101, PLANT),
                            Element.of(PLANT.index(), ElementType.HS_SECKEY, SECRET, Permissions.HIDDEN)));
            TemplatePublishCommand.publish(node.operator, PREFIX, Coils.template());
        } finally {
            node.stop();
        }
    }

    InetSocketAddress handle() {
        return node.handleAddress();
    }

    InetSocketAddress grpc() {
        return node.grpcAddress();
    }

    YuanliuClient operator() {
        return operator;
    }

    Path folder() {
        return folder;
    }

    InetSocketAddress http() {
        return node.httpAddress();
    }

    /** The header by which the plant shows who it is over gRPC. */
    static String authorization() {
        String pair = URLEncoder.encode(PLANT.toString(), StandardCharsets.UTF_8) + ":" + SECRET.utf8();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Element administrator(int index, Reference who) {
        return Element.of(index, ElementType.HS_ADMIN, AdminCodec.write(new Admin(Rights.ALL, who)));
    }

    /** Ends the node and keeps its folder, until {@link #close}. */
    void stop() {
        operator.close();
        node.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        ScratchFolder.delete(folder);
    }
}
