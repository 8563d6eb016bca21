package org.yuanliu.tools.bench;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.yuanliu.model.Bytes;
import org.yuanliu.tools.bench.load.BareStore;
import org.yuanliu.tools.bench.load.Coils;
import org.yuanliu.tools.bench.load.HandleSession;
import org.yuanliu.tools.bench.load.Load;
import org.yuanliu.tools.bench.load.ParcelLoad;
import org.yuanliu.tools.bench.load.RawParcels;
import org.yuanliu.tools.bench.load.Records;
import org.yuanliu.tools.bench.load.Registrations;
import org.yuanliu.tools.bench.load.Stencil;
import org.yuanliu.tools.bench.load.StreamLoad;
import org.yuanliu.tools.bench.load.Talk;

/** Durable registrations, beside a bare store that writes records as long, and keys in the same order. */
final class WriteAct implements Act {
    private static final int SESSIONS = 16;
    private static final String COILS = "bare-store-batch-500";

    private final Settings settings;
    private final Shared<BenchNode> node;
    private final Shared<BareStore> bare;
    private final AtomicInteger records;
    private final AtomicInteger coils = new AtomicInteger();
    private final List<Trial> trials = new ArrayList<>();

    WriteAct(Settings settings) {
        this.settings = settings;
        node = new Shared<>(() -> BenchNode.start(settings.folder(), settings.records()));
        bare = new Shared<>(
                () -> new BareStore(Files.createDirectory(node.get().folder().resolve("bare"))));
        records = new AtomicInteger(settings.records());
        singles();
        sessions();
        streams();
    }

    @Override
    public List<String> names() {
        return trials.stream().map(Trial::name).toList();
    }

    @Override
    public void play(Stage stage) throws Exception {
        stage.say("node with " + settings.records() + " records");
        try (node;
                bare) {
            stage.inTurns(trials);
        }
    }

    private void singles() {
        Bytes record = Records.stored();
        add(Trial.of("bare-store-1", () -> bare.get().writes(1, 1, record)));
        add(Trial.of("register-1", () -> Registrations.load(node.get().operator(), records, 1))
                .within("bare-store-1"));
        add(Trial.of("bare-store-64-threads", () -> bare.get().writes(64, 1, record)));
        add(Trial.of("register-64", () -> Registrations.load(node.get().operator(), records, 64))
                .within("bare-store-64-threads")
                .goal(Goal.share(1.5)));
    }

    private void sessions() {
        add(Trial.of("bare-store-16-threads", () -> bare.get().writes(SESSIONS, 1, Records.stored())));
        add(Trial.of("create-sessions", this::creates)
                .within("bare-store-16-threads")
                .goal(Goal.rate(15_000))
                .reference(3_600));
    }

    /** One at a time in each session. */
    private Load creates() throws Exception {
        Queue<HandleSession> sessions = new ArrayDeque<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(HandleSession.open(node.get().handle(), BenchNode.PLANT, BenchNode.SECRET, records));
        }
        Supplier<Talk> inTurns = () -> {
            HandleSession session = sessions.remove();
            sessions.add(session);
            return session;
        };
        return new StreamLoad(node.get().handle(), inTurns, new StreamLoad.Shape(SESSIONS, 1));
    }

    private void streams() {
        add(Trial.of(COILS, () -> bare.get().writes(1, 500, Coils.stored(BenchNode.PREFIX))));
        add(Trial.of("register-stream", () -> parcels(Coils.inWords(), coils))
                .within(COILS)
                .goal(Goal.share(0.5)));
        add(Trial.of("register-stream-elements", () -> parcels(Coils.asElements(BenchNode.PREFIX), coils))
                .within(COILS));
        add(Trial.of("register-stream-sdk", () -> new ParcelLoad(node.get().operator(), coils))
                .within(COILS));
        add(Trial.of("bare-store-batch-plain", () -> bare.get().writes(1, 500, Records.stored())));
        add(Trial.of("register-stream-plain", () -> parcels(List.of(Records.item()), records))
                .within("bare-store-batch-plain"));
    }

    private Load parcels(List<Stencil> items, AtomicInteger next) throws Exception {
        return new RawParcels(node.get().grpc(), BenchNode.authorization(), items, next);
    }

    private void add(Trial trial) {
        trials.add(trial);
    }
}
