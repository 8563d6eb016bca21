package org.yuanliu.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yuanliu.model.Reference;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.KeyExchange;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.grpc.GrpcConfig;
import org.yuanliu.node.grpc.GrpcServer;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.HandleDoor;
import org.yuanliu.node.http.HttpLimits;
import org.yuanliu.node.http.HttpServer;
import org.yuanliu.node.http.Route;
import org.yuanliu.node.http.batches.BatchesEndpoint;
import org.yuanliu.node.http.handle.HandleRoutes;
import org.yuanliu.node.http.handle.TunnelEndpoint;
import org.yuanliu.node.http.jobs.JobsEndpoint;
import org.yuanliu.node.http.pages.PageRoutes;
import org.yuanliu.node.jobs.JobDesk;
import org.yuanliu.node.jobs.Jobs;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.loops.CannotListen;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;
import org.yuanliu.node.net.TcpServer;
import org.yuanliu.node.net.UdpCounters;
import org.yuanliu.node.net.UdpServer;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.relay.Relay;
import org.yuanliu.node.store.CachedStore;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.rocks.RocksStore;
import org.yuanliu.node.store.rocks.StoreOptions;
import org.yuanliu.wire.PublicKeyCodec;

/** A running node: wires all parts in reading order, and closes them in reverse. Thread-safe. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final int MAX_SESSIONS = 100_000;

    /** For the node that a prefix is delegated to. */
    private static final Duration RELAY_PATIENCE = Duration.ofSeconds(3);

    /** How often resolutions counted in memory go to the change log. */
    private static final Duration COUNTING = Duration.ofSeconds(10);

    /** What a client is told before the site information is known: that the serial is not known. */
    private static final int UNKNOWN_SERIAL = 0xFFFF;

    private final NodeFolder folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final HandleDoor door;
    private final HandlePort handle;
    private final HttpServer http;
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
        Reference operator = folder.operator();
        try {
            Clock clock = Clock.systemUTC();
            Clock steady = new SteadyClock(clock);
            SecureRandom random = new SecureRandom();
            InetAddress bind = InetAddress.getByName(config.bind());
            NodeKey key = NodeKey.read(folder.nodeKey());

            Store store = closeLater(store(config));
            LocalLog log = closeLater(new LocalLog(store, new StateMachine(new Rules())));
            Workers workers = closeLater(new Workers());
            Registry registry = registry(store, log, workers, clock, random);

            JobDesk imports = imports(config, registry, workers, clock);
            closeLater(new Every(COUNTING, registry::recordResolutions));

            Proofs proofs = new Proofs(registry, false);
            Sessions sessions = new Sessions(MAX_SESSIONS, steady, random);
            Trust trust = new Trust(key, proofs, new KeyExchange(registry, random), sessions);
            HeaderAuth headers = new HeaderAuth(proofs, workers, MAX_SESSIONS, steady, random);
            door = new HandleDoor(
                    registry, trust, this::siteSerial, workers, new HandleDoor.Clocks(clock, steady), random);

            Loops loops = closeLater(Loops.start(Transport.best()));
            Doors doors = closeLater(new Doors(config.drain()));
            handle = added(HandlePort.open(loops, bind, config, door), doors);
            List<Route> routes = routes(registry, headers, proofs, door, workers, random, imports);
            http = doors.add(http(config, bind, loops, routes, clock), HttpServer::close);
            grpc = doors.add(grpc(config, bind, loops, registry, headers, imports), GrpcServer::close);

            InetAddress address = SiteRecord.address(config.publicAddress(), bind);
            site = Optional.of(new SiteRecord(registry, operator)
                    .publish(address, PublicKeyCodec.write(key.publicKey()), handleAddress(), httpAddress()));
            announce();
        } catch (IOException e) {
            close();
            throw cannotStart(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Store store(Config config) {
        return new CachedStore(RocksStore.open(folder.store(), StoreOptions.DEFAULT), config.cacheBytes());
    }

    private Registry registry(Store store, LocalLog log, Workers workers, Clock clock, SecureRandom random) {
        Relay relay = closeLater(new Relay(RELAY_PATIENCE, clock));
        return new Registry(store, log, workers, clock, random, this::site, relay);
    }

    private static HandlePort added(HandlePort handle, Doors doors) {
        doors.add(handle.udp(), UdpServer::close);
        doors.add(handle.tcp(), TcpServer::close);
        return handle;
    }

    private JobDesk imports(Config config, Registry registry, Workers workers, Clock clock) throws IOException {
        Jobs jobs = closeLater(Jobs.open(folder.jobs(), registry, config.imports(), clock));
        return new JobDesk(jobs, registry, workers);
    }

    private static ConfigError cannotStart(IOException cause) {
        if (cause instanceof CannotListen port) {
            return new PortError(port);
        }
        String why = cause instanceof NoSuchFileException missing
                ? "there is no file " + missing.getFile()
                : String.valueOf(cause.getMessage());
        return new ConfigError("the node cannot start: " + why, cause);
    }

    private void announce() throws IOException {
        closeLater(folder::withdraw);
        folder.announce(new NodeFolder.Endpoints(
                ProcessHandle.current().pid(), text(handleAddress()), text(httpAddress()), text(grpcAddress())));
    }

    /** TCP and UDP. */
    public InetSocketAddress handleAddress() {
        return handle.address();
    }

    /** What happened to datagrams that got no ordinary answer. */
    public UdpCounters udpCounters() {
        return handle.udp().counters();
    }

    /** How much has come that could not be read, by door; "handle" is what UDP, TCP and the tunnel had taken for whole. */
    public Map<String, Long> malformed() {
        return Map.of(
                "udp", handle.udp().counters().malformed(),
                "tcp", handle.tcp().malformed(),
                "handle", door.malformed().count(),
                "http", http.malformed(),
                "grpc", grpc.malformed());
    }

    /** HTTP, and HTTPS if a certificate is configured. */
    public InetSocketAddress httpAddress() {
        return http.addresses().get(0);
    }

    public InetSocketAddress grpcAddress() {
        return grpc.address();
    }

    /** The address as {@code host:port}, IPv6 in brackets. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /**
     * Stops taking requests, answers what is under way within {@link Config#drain}, and closes everything. May be called
     * twice, and from several threads: all return when it is done.
     */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("closing failed", e);
            }
        }
    }

    /** The JSON API, the doors for many records, the tunnel of the Handle protocol, and for every other path the pages. */
    private static List<Route> routes(
            Registry registry,
            HeaderAuth headers,
            Proofs proofs,
            Door door,
            Workers workers,
            SecureRandom random,
            JobDesk imports) {
        List<Route> routes = new ArrayList<>(HandleRoutes.of(registry, headers, proofs, workers));
        routes.add(BatchesEndpoint.route(registry, headers, workers));
        routes.addAll(JobsEndpoint.routes(imports, headers));
        routes.addAll(PageRoutes.of(registry, random, HandleRoutes.tunnel(door), TunnelEndpoint.MAX_MESSAGE));
        return routes;
    }

    private static HttpServer http(Config config, InetAddress bind, Loops loops, List<Route> routes, Clock clock)
            throws IOException {
        return HttpServer.open(
                loops,
                List.of(new InetSocketAddress(bind, config.httpPort())),
                HttpLimits.defaults(),
                config.tls().map(Tls::context),
                routes,
                clock);
    }

    private static GrpcServer grpc(
            Config config, InetAddress bind, Loops loops, Registry registry, HeaderAuth headers, JobDesk imports)
            throws IOException {
        GrpcConfig grpc = GrpcConfig.on(new InetSocketAddress(bind, config.grpcPort()), config.tls());
        return GrpcServer.start(grpc, loops, registry, headers, Optional.of(imports));
    }

    private SiteInfo site() {
        return site.orElseThrow(() -> new IllegalStateException("the node does not serve yet"));
    }

    private int siteSerial() {
        return site.map(SiteInfo::serial).orElse(UNKNOWN_SERIAL);
    }

    private <T extends AutoCloseable> T closeLater(T part) {
        open.push(part);
        return part;
    }
}
