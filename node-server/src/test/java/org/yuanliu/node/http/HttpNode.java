package org.yuanliu.node.http;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.HeaderAuth;
import org.yuanliu.node.auth.KeyExchange;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.handle.Door;
import org.yuanliu.node.handle.HandleDoor;
import org.yuanliu.node.http.batches.BatchesEndpoint;
import org.yuanliu.node.http.handle.HandleRoutes;
import org.yuanliu.node.http.handle.TunnelEndpoint;
import org.yuanliu.node.http.pages.PageRoutes;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.loops.Loops;
import org.yuanliu.node.loops.Transport;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.wire.AdminCodec;

/** A node of prefix 88.118 behind real HTTP sockets: real rules, a store in memory, and an operator with a password. */
final class HttpNode implements AutoCloseable {
    static final Reference OPERATOR = Reference.known(302, "0.NA/88.118");
    static final String PASSWORD = "钢铁:secret";
    static final String BASIC = "Basic " + base64("302%3A0.NA%2F88.118:" + PASSWORD);

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    final List<Route> routes;
    final HttpServer server;
    private final Loops loops = Loops.start(Transport.best(), 1, 1);
    private final Executor workers;
    private final Registry registry;
    private final LocalLog log;

    HttpNode() {
        this(HttpLimits.defaults(), Optional.empty(), List.of());
    }

    /** @param more routes that only a test needs */
    HttpNode(HttpLimits limits, Optional<SslContext> tls, List<Route> more) {
        this(limits, tls, more, Executors.newFixedThreadPool(2));
    }

    /** @param workers runs what takes time */
    HttpNode(Executor workers) {
        this(HttpLimits.defaults(), Optional.empty(), List.of(), workers);
    }

    private HttpNode(HttpLimits limits, Optional<SslContext> tls, List<Route> more, Executor workers) {
        this.workers = workers;
        try {
            SecureRandom random = new SecureRandom();
            MemoryStore store = new MemoryStore();
            log = new LocalLog(store, new StateMachine(new Rules()));
            registry = new Registry(store, log, workers, Clock.systemUTC(), random, HttpNode::site);
            Proofs proofs = new Proofs(registry, false);
            HeaderAuth auth = new HeaderAuth(proofs, workers, 1000, Clock.systemUTC(), random);
            Trust trust = new Trust(
                    NodeKey.generate(random),
                    proofs,
                    new KeyExchange(registry, random),
                    new Sessions(1000, Clock.systemUTC(), random));
            Door door =
                    new HandleDoor(registry, trust, () -> 1, workers, new HandleDoor.Clocks(Clock.systemUTC()), random);
            found();
            routes = new ArrayList<>(more);
            routes.addAll(HandleRoutes.of(registry, auth, proofs, workers));
            routes.add(BatchesEndpoint.route(registry, auth, workers));
            routes.addAll(
                    PageRoutes.of(registry, new Random(7), HandleRoutes.tunnel(door), TunnelEndpoint.MAX_MESSAGE));
            server = HttpServer.open(loops, List.of(ANY), limits, tls, routes, Clock.systemUTC());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void found() {
        List<Element> record = List.of(
                Element.of(100, ElementType.HS_ADMIN, AdminCodec.write(new Admin(Rights.ALL, OPERATOR))),
                Element.of(302, ElementType.HS_SECKEY, Bytes.utf8(PASSWORD), Permissions.HIDDEN));
        CompletableFuture<Outcome> founded = new CompletableFuture<>();
        registry.initialise(OPERATOR.identifier(), record, founded::complete);
        founded.join();
    }

    private static SiteInfo site() {
        var door = new SiteInfo.Interface(true, true, SiteInfo.Transport.HTTP, 8000);
        var site = new SiteInfo.Server(1, InetAddress.getLoopbackAddress(), Bytes.EMPTY, List.of(door));
        return new SiteInfo(1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(), List.of(site));
    }

    /** Creates a record past all of HTTP. */
    void create(String identifier, Element... elements) {
        var change = new Request.Create(Identifier.known(identifier), List.of(elements), true, false);
        var caller = new Caller(Optional.of(OPERATOR), InetAddress.getLoopbackAddress());
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        registry.submit(change, caller, Optional.empty(), done::complete);
        if (!(done.join() instanceof Outcome.Written)) {
            throw new IllegalStateException(done.join().toString());
        }
    }

    InetSocketAddress address() {
        return server.addresses().get(0);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address().getPort() + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** A request by the operator. */
    HttpRequest.Builder asOperator(String path) {
        return to(path).header("Authorization", BASIC);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(to(path).GET());
    }

    HttpResponse<String> put(String path, String json) throws Exception {
        return send(asOperator(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Exception {
        server.close(Duration.ofSeconds(5));
        loops.close();
        if (workers instanceof ExecutorService pool) {
            pool.shutdownNow();
        }
        log.close();
    }

    /** The indexes of the elements in an answer of the JSON API, with spaces between. */
    static String indexesIn(String json) {
        Matcher matcher = Pattern.compile("\"index\":([0-9]+)").matcher(json);
        StringBuilder found = new StringBuilder();
        while (matcher.find()) {
            found.append(' ').append(matcher.group(1));
        }
        return found.toString().strip();
    }
}
