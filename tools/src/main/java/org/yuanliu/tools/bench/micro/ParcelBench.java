package org.yuanliu.tools.bench.micro;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Request;
import org.yuanliu.model.Rights;
import org.yuanliu.node.ledger.LocalLog;
import org.yuanliu.node.ledger.StateMachine;
import org.yuanliu.node.registry.Registry;
import org.yuanliu.node.registry.Rules;
import org.yuanliu.node.store.MemoryStore;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.tools.bench.load.Coils;
import org.yuanliu.tools.bench.load.Records;
import org.yuanliu.wire.AdminCodec;

/** Parcels of coils judged and applied to a store in memory: what a record costs without gRPC and without a disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParcelBench {
    private static final int ITEMS = 500;
    private static final Reference OPERATOR = Reference.known(300, "0.NA/88.118");
    private static final Caller CALLER = new Caller(Optional.of(OPERATOR), InetAddress.getLoopbackAddress());

    /** The coils as elements, in the words of their template, or records that follow none. */
    @Param({"plain", "elements", "words"})
    public String kind = "";

    private MemoryStore store;
    private LocalLog log;
    private Registry registry;
    private int next;

    @SuppressWarnings("NullAway.Init") // The harness calls begin() before anything else.
    public ParcelBench() {}

    /** Begins with an empty store, which otherwise would grow for as long as somebody measures. */
    @Setup(Level.Iteration)
    public void begin() throws Exception {
        store = new MemoryStore();
        log = new LocalLog(store, new StateMachine(new Rules()));
        registry = new Registry(store, log, Runnable::run, Clock.systemUTC(), new SecureRandom(), () -> {
            throw new IllegalStateException("nobody asks for the site");
        });
        next = 0;
        List<Element> admin =
                List.of(Element.of(100, ElementType.HS_ADMIN, AdminCodec.write(new Admin(Rights.ALL, OPERATOR))));
        await(reply -> registry.initialise(OPERATOR.identifier(), admin, reply));
        change(new Request.AdmitPrefix(Identifier.known("0.NA/" + Records.PREFIX), admin));
        Template template = Coils.template();
        change(new Request.Create(
                TemplateReference.record("88.118", template.name()),
                List.of(Element.of(template.version(), Template.DEFINITION, TemplateJson.write(template))),
                false,
                false));
    }

    @TearDown(Level.Iteration)
    public void end() {
        log.close();
        store.close();
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public Outcome parcel() throws Exception {
        int first = next;
        next += ITEMS;
        List<Request.ParcelItem> items =
                IntStream.range(first, next).mapToObj(this::item).toList();
        Outcome outcome =
                await(reply -> registry.submit(new Request.Parcel("bench", 1 + first / ITEMS, items), CALLER, reply));
        if (outcome instanceof Outcome.Settled settled && settled.items().get(0) instanceof Outcome.Written) {
            return outcome;
        }
        throw new IllegalStateException("refused: " + outcome);
    }

    private Request.ParcelItem item(int number) {
        return switch (kind) {
            case "words" ->
                new Request.Filled(Coils.identifier(number), Coils.TEMPLATE, Coils.values(number), false, "");
            case "elements" ->
                new Request.Create(Coils.identifier(number), Coils.elements("88.118", number), false, false);
            default -> new Request.Create(Records.identifier(number), Records.elements(number), false, false);
        };
    }

    private void change(Request.Change change) throws Exception {
        Outcome outcome = await(reply -> registry.submit(change, CALLER, Optional.empty(), reply));
        if (!(outcome instanceof Outcome.Written)) {
            throw new IllegalStateException("refused: " + outcome);
        }
    }

    private static Outcome await(Consumer<Consumer<Outcome>> asking) throws Exception {
        CompletableFuture<Outcome> reply = new CompletableFuture<>();
        asking.accept(reply::complete);
        return reply.get(1, TimeUnit.MINUTES);
    }
}
