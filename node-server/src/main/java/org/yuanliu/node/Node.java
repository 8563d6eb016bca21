package org.yuanliu.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.grpc.GrpcConfig;
import org.yuanliu.node.grpc.GrpcServer;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;

/** A running node: wires all parts in reading order, and closes them in reverse. Thread-safe. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final int MAX_SESSIONS = 100_000;

    private final NodeFolder folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Registry registry;
    private final GrpcServer grpc;
    private volatile Optional<SiteInfo> site = Optional.empty();

    /**
     * Makes a folder a node's: keys, the operator's credential, an empty store with the record of the node's prefix.
     *
     * @param prefix such as 88.118
     * @throws ConfigError if the folder is a node's already, the prefix is wrong, or the folder cannot be written
     */
    public static void init(Path data, String prefix) {
        new Founding(new NodeFolder(data), prefix).found();
    }

    /**
     * Starts a node; when this returns it serves.
     *
     * @throws ConfigError if the folder is no node's, a port is taken, or a key cannot be read
     * @throws org.yuanliu.node.store.StoreFailure if the store cannot be opened, as when another node has it open
     */
    public static Node start(Config config) {
        return new Node(config);
    }

    private Node(Config config) {
        this.folder = new NodeFolder(config.data());
        Identifier prefixRecord = folder.prefixRecord();
        try {
            Clock clock = Clock.systemUTC();
            SecureRandom random = new SecureRandom();

            Store store = closeLater(RocksStore.open(folder.store(), StoreOptions.DEFAULT));
            LocalLog log = closeLater(new LocalLog(store, new StateMachine(new Rules())));
            ThreadPoolExecutor workers = Workers.start();
            closeLater(workers::shutdown);
            registry = new Registry(store, log, workers, clock, random, this::site);

            Proofs proofs = new Proofs(registry, false);
            HeaderAuth headers = new HeaderAuth(proofs, workers, MAX_SESSIONS, clock, random);

            grpc = closeLater(
                    GrpcServer.start(GrpcConfig.plain(address(config.bind(), config.grpcPort())), registry, headers));
            LOG.info("Node {} serves", prefixRecord.suffix());
        } catch (IOException e) {
            close();
            throw new ConfigError("the node cannot start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public InetSocketAddress grpcAddress() {
        return grpc.address();
    }

    /** Stops taking requests, answers what is under way, and closes everything. May be called twice. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("closing failed", e);
            }
        }
    }

    private SiteInfo site() {
        return site.orElseThrow(() -> new IllegalStateException("the node does not serve yet"));
    }

    private <T extends AutoCloseable> T closeLater(T part) {
        open.push(part);
        return part;
    }

    private static InetSocketAddress address(String host, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
