package org.yuanliu.tools.bench;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yuanliu.grpc.ResolveRequest;
import org.yuanliu.grpc.ResolverGrpc;
import org.yuanliu.model.Bytes;

/** Sets up a node and the bare servers, and measures them in turns, so that all see the same machine. */
final class Bench implements AutoCloseable {
    private static final int GRPC_AT_A_TIME = 64;
    private static final int SESSIONS = 16;

    private final Settings settings;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Trial> trials = new ArrayList<>();

    Bench(Settings settings, Consumer<String> progress) throws Exception {
        this.settings = settings;
        this.progress = progress;
        try {
            progress.accept("node with " + settings.records() + " records");
            BenchNode node = closeLater(BenchNode.start(settings.folder(), settings.records()));
            udp(node.handle());
            starts();
            streams(node);
            calls(node);
            writes(node);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** A trial and its runs. */
    record Measured(Trial trial, List<Sample> runs) {}

    /** Measures everything. */
    List<Measured> run() throws Exception {
        List<Measured> all = new ArrayList<>();
        for (Trial trial : wanted()) {
            progress.accept("warming up: " + trial.name());
            trial.load().run(settings.warmUp());
            all.add(new Measured(trial, new ArrayList<>()));
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Measured measured : all) {
                progress.accept("round " + round + " of " + settings.rounds() + ": "
                        + measured.trial().name());
                Stillness.await();
                measured.runs().add(measured.trial().load().run(settings.time()));
            }
        }
        return all;
    }

    /** The trials asked for, and the bounds they are compared with. */
    private List<Trial> wanted() {
        Set<String> names = new HashSet<>(settings.only());
        trials.stream()
                .filter(trial -> settings.only().contains(trial.name()))
                .forEach(trial -> trial.bound().ifPresent(names::add));
        return trials.stream()
                .filter(trial -> settings.only().isEmpty() || names.contains(trial.name()))
                .toList();
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void udp(InetSocketAddress node) throws Exception {
        InetSocketAddress bare = closeLater(new BareUdp()).address();
        int records = settings.records();
        Question known = Question.known(records);
        for (int window : List.of(64, 256)) {
            add(Trial.bare("bare-udp-" + window, new UdpLoad(bare, known, window)));
            Trial ours = Trial.of("udp-" + window, new UdpLoad(node, known, window), "bare-udp-" + window);
            add(window == 64 ? ours.reference(55_100) : ours);
        }
        add(Trial.of("udp-256-unknown", new UdpLoad(node, Question.unknown(), 256), "udp-256"));
        add(Trial.of("udp-64-burdened", new Burden(node, new UdpLoad(node, known, 64)), "udp-64"));
        if (settings.tools().isPresent()) {
            NativeTools tools = new NativeTools(settings.tools().get());
            add(Trial.bare("native-echo-256", tools.echo(records, 256)));
            add(Trial.of("native-udp-256", tools.resolutions("udp", node, records, 256), "native-echo-256"));
        }
    }

    /** Needs a folder of its own, which takes time to fill. */
    private void starts() throws Exception {
        if (!settings.only().isEmpty() && !settings.only().contains("start")) {
            return;
        }
        BenchNode node = closeLater(BenchNode.start(settings.folder(), settings.records()));
        node.stop();
        add(Trial.of("start", new StartLoad(node.folder(), Question.known(settings.records()))));
    }

    private void streams(BenchNode node) throws Exception {
        HandleTalk handle = new HandleTalk(settings.records());
        InetSocketAddress bareTcp = closeLater(BareStream.handle()).address();
        StreamLoad.Shape pipelined = new StreamLoad.Shape(4, 16);
        add(Trial.bare("bare-tcp-pipelined", new StreamLoad(bareTcp, handle, pipelined)));
        add(Trial.of("tcp-pipelined", new StreamLoad(node.handle(), handle, pipelined), "bare-tcp-pipelined"));
        StreamLoad.Shape oneEach = new StreamLoad.Shape(16, 0);
        add(Trial.bare("bare-tcp-one-each", new StreamLoad(bareTcp, handle, oneEach)));
        add(Trial.of("tcp-one-each", new StreamLoad(node.handle(), handle, oneEach), "bare-tcp-one-each"));
        add(Trial.of(
                "tcp-burdened",
                new Burden(node.handle(), new StreamLoad(node.handle(), handle, pipelined)),
                "tcp-pipelined"));
        StreamLoad.Shape keepAlive = new StreamLoad.Shape(64, 1);
        HttpTalk http = new HttpTalk(settings.records());
        InetSocketAddress bareHttp = closeLater(BareStream.http()).address();
        add(Trial.bare("bare-http", new StreamLoad(bareHttp, http, keepAlive)));
        add(Trial.of("http-json", new StreamLoad(node.http(), http, keepAlive), "bare-http")
                .reference(26_500));
        settings.tools().map(NativeTools::new).ifPresent(tools -> {
            int records = settings.records();
            add(Trial.bare("native-bare-http", tools.resolutions("http", bareHttp, records, 64)));
            add(Trial.of("native-http-json", tools.resolutions("http", node.http(), records, 64), "native-bare-http"));
        });
    }

    private void calls(BenchNode node) throws Exception {
        BareGrpc bare = closeLater(new BareGrpc());
        add(Trial.bare("bare-grpc", new CallLoad(GRPC_AT_A_TIME, bare::call)));
        AtomicInteger next = new AtomicInteger();
        RawCalls raw = closeLater(
                new RawCalls(node.grpc(), ResolverGrpc.getResolveMethod().getFullMethodName()));
        add(Trial.of(
                "grpc-unary",
                new CallLoad(GRPC_AT_A_TIME, () -> raw.call(question(next.getAndIncrement() % settings.records()))),
                "bare-grpc"));
        add(Trial.of(
                "grpc-sdk",
                new CallLoad(
                        GRPC_AT_A_TIME,
                        () -> node.operator()
                                .async()
                                .resolve(Records.identifier(next.getAndIncrement() % settings.records()))),
                "bare-grpc"));
    }

    private static byte[] question(int number) {
        return ResolveRequest.newBuilder()
                .setIdentifier(Records.identifier(number).text())
                .build()
                .toByteArray();
    }

    private void writes(BenchNode node) throws Exception {
        BareStore bare =
                closeLater(new BareStore(Files.createDirectory(node.folder().resolve("bare"))));
        AtomicInteger next = new AtomicInteger(settings.records());
        Bytes plain = Records.stored();
        Bytes coil = Coils.stored(BenchNode.PREFIX);
        add(Trial.bare("bare-store-1", bare.writes(1, 1, plain)));
        add(Trial.of("register-1", Registrations.load(node.operator(), next, 1), "bare-store-1"));
        add(Trial.bare("bare-store-64-threads", bare.writes(64, 1, plain)));
        add(Trial.of("register-64", Registrations.load(node.operator(), next, 64), "bare-store-64-threads")
                .reference(3_770));
        add(Trial.bare("bare-store-16-threads", bare.writes(16, 1, plain)));
        add(Trial.of("create-sessions", creates(node, next), "bare-store-16-threads")
                .reference(3_600));
        add(Trial.bare("bare-store-batch-500", bare.writes(1, 500, coil)));
        AtomicInteger coils = new AtomicInteger();
        add(Trial.of("register-stream", parcels(node, Coils.inWords(), coils), "bare-store-batch-500"));
        add(Trial.of(
                "register-stream-elements",
                parcels(node, Coils.asElements(BenchNode.PREFIX), coils),
                "bare-store-batch-500"));
        add(Trial.of("register-stream-sdk", new ParcelLoad(node.operator(), coils), "bare-store-batch-500"));
        add(Trial.bare("bare-store-batch-plain", bare.writes(1, 500, plain)));
        add(Trial.of("register-stream-plain", parcels(node, List.of(Records.item()), next), "bare-store-batch-plain"));
    }

    /** One at a time in each of 16 sessions. */
    private static Load creates(BenchNode node, AtomicInteger next) throws Exception {
        Queue<HandleSession> sessions = new ArrayDeque<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(HandleSession.open(node.handle(), BenchNode.PLANT, BenchNode.SECRET, next));
        }
        Supplier<Talk> inTurns = () -> {
            HandleSession session = sessions.remove();
            sessions.add(session);
            return session;
        };
        return new StreamLoad(node.handle(), inTurns, new StreamLoad.Shape(SESSIONS, 1));
    }

    private static Load parcels(BenchNode node, List<Stencil> items, AtomicInteger next) {
        return new RawParcels(node.grpc(), BenchNode.authorization(), items, next);
    }

    private void add(Trial trial) {
        trials.add(trial);
        open.push(trial.load());
    }

    private <T extends AutoCloseable> T closeLater(T part) {
        open.push(part);
        return part;
    }
}
