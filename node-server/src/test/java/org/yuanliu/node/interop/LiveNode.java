package org.yuanliu.node.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.node.auth.NodeKey;

/** A node of prefix 88.118 that the reference client can reach: the whole node, on free ports. */
final class LiveNode implements AutoCloseable {
    private final NodeFolder folder;
    private final Node node;

    /** @param data a path where nothing is yet */
    LiveNode(Path data) {
        Node.init(data, "88.118");
        folder = new NodeFolder(data);
        node = Node.start(Config.anyPorts(data));
    }

    InetSocketAddress handle() {
        return node.handleAddress();
    }

    /** Answers over UDP that were refused because they are for TCP. */
    long tooLongForUdp() {
        return node.udpCounters().tooLong();
    }

    PrivateKey operatorKey() throws Exception {
        return NodeKey.read(folder.operatorKey()).privateKey();
    }

    @Override
    public void close() {
        node.close();
    }
}
