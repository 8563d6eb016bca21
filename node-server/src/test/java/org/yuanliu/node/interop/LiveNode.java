package org.yuanliu.node.interop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.node.auth.KeyExchange;
import org.yuanliu.node.auth.NodeKey;
import org.yuanliu.node.auth.Proofs;
import org.yuanliu.node.auth.Sessions;
import org.yuanliu.node.auth.Trust;
import org.yuanliu.node.handle.HandleDoor;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.PublicKeyCodec;

/** A node of prefix 88.118 that the reference client can reach: real rules and door, a store in memory. */
final class LiveNode implements AutoCloseable {
    private static final Reference OPERATOR = Reference.known(300, "0.NA/88.118");

    private final SecureRandom random = new SecureRandom();
    private final NodeKey nodeKey = NodeKey.generate(random);
    private final NodeKey operatorKey = NodeKey.generate(random);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final LocalLog log;
    private final LoopbackCarrier carrier;

    LiveNode() throws Exception {
        Clock clock = Clock.systemUTC();
        MemoryStore store = new MemoryStore();
        log = new LocalLog(store, new StateMachine(new Rules()));
        Registry registry = new Registry(store, log, workers, clock, random, this::site);
        Trust trust = new Trust(
                nodeKey,
                new Proofs(registry, false),
                new KeyExchange(registry, random),
                new Sessions(1000, clock, random));
        found(registry);
        carrier = new LoopbackCarrier(new HandleDoor(registry, trust, () -> 1, workers, clock, random));
    }

    private void found(Registry registry) {
        Bytes all = AdminCodec.write(new Admin(Rights.ALL, OPERATOR));
        List<Element> record = List.of(
                Element.of(100, ElementType.HS_ADMIN, all),
                Element.of(300, ElementType.HS_PUBKEY, PublicKeyCodec.write(operatorKey.publicKey())));
        CompletableFuture<Outcome> founded = new CompletableFuture<>();
        registry.initialise(OPERATOR.identifier(), record, founded::complete);
        founded.join();
    }

    private SiteInfo site() {
        List<SiteInfo.Interface> doors = List.of(
                new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, carrier.handlePort()),
                new SiteInfo.Interface(true, true, SiteInfo.Transport.UDP, carrier.handlePort()),
                new SiteInfo.Interface(true, true, SiteInfo.Transport.HTTP, carrier.httpPort()));
        var server = new SiteInfo.Server(
                1, InetAddress.getLoopbackAddress(), PublicKeyCodec.write(nodeKey.publicKey()), doors);
        return new SiteInfo(
                1, 2, 11, 1, true, false, 2, Bytes.EMPTY, List.of(Map.entry("desc", "test")), List.of(server));
    }

    InetSocketAddress handle() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), carrier.handlePort());
    }

    PrivateKey operatorKey() {
        return operatorKey.privateKey();
    }

    @Override
    public void close() throws Exception {
        carrier.close();
        workers.shutdownNow();
        log.close();
    }
}
