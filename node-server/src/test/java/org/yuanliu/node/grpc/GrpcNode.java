package org.yuanliu.node.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Secret;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.node.jobs.JobLimits;
import org.yuanliu.sdk.Credential;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.wire.AdminCodec;

/** A whole node on the loopback address, with prefix 88.118 and the enterprise 88.118.8, whose secret is known. */
final class GrpcNode implements AutoCloseable {
    static final Reference STEELWORKS = Reference.known(302, "0.NA/88.118.8");
    static final Secret SECRET = Secret.utf8("Q355B und härter");
    static final Identifier STEEL_PREFIX = Identifier.known("88.118.8");

    private final Path folder;
    private Node node;

    private GrpcNode(Path folder, Node node) {
        this.folder = folder;
        this.node = node;
    }

    static GrpcNode found(Path folder) {
        return found(folder, JobLimits.DEFAULT);
    }

    /** @param imports what import jobs may cost until it starts again */
    static GrpcNode found(Path folder, JobLimits imports) {
        Node.init(folder, "88.118");
        var node = new GrpcNode(folder, Node.start(Config.anyPorts(folder).withImports(imports)));
        try (YuanliuClient operator = node.operator()) {
            operator.admitPrefix(STEEL_PREFIX, List.of(admin(100, STEELWORKS), secret(302, SECRET)));
        }
        return node;
    }

    static Element admin(int index, Reference who) {
        return Element.of(index, ElementType.HS_ADMIN, AdminCodec.write(new Admin(Rights.ALL, who)));
    }

    static Element secret(int index, Secret secret) {
        return Element.of(index, ElementType.HS_SECKEY, secret.bytes(), Permissions.HIDDEN);
    }

    String target() {
        return "localhost:" + port();
    }

    int port() {
        return node.grpcAddress().getPort();
    }

    YuanliuClient operator() {
        return YuanliuClient.builder(target()).credential(operatorKey()).build();
    }

    YuanliuClient steelworks() {
        return YuanliuClient.builder(target())
                .credential(Credential.secret(STEELWORKS, SECRET))
                .build();
    }

    YuanliuClient anonymous() {
        return YuanliuClient.builder(target()).build();
    }

    Credential operatorKey() {
        var files = new NodeFolder(folder);
        try {
            return Credential.keyFile(files.operator(), files.operatorKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        node.close();
    }

    void startAgain(int port) {
        node = Node.start(Config.anyPorts(folder).withPorts(0, 0, port));
    }

    @Override
    public void close() {
        node.close();
    }
}
