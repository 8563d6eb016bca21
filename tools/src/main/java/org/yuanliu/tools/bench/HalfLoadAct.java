package org.yuanliu.tools.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.tools.bench.load.Coils;
import org.yuanliu.tools.bench.load.Identifiers;
import org.yuanliu.tools.bench.load.PacedUdp;
import org.yuanliu.tools.bench.load.Question;
import org.yuanliu.tools.bench.load.RawParcels;
import org.yuanliu.tools.bench.load.Sample;
import org.yuanliu.tools.bench.load.UdpLoad;

/**
 * How long a resolution takes while a node, in a process of its own, has half of what it can do to do: half of the UDP
 * resolutions it does alone, and half of the registrations over a stream it does alone, both measured just before.
 */
final class HalfLoadAct implements Act {
    private static final int WINDOW = 256;
    private static final Trial UDP_MAX = named("half-udp-max");
    private static final Trial REGISTER_MAX = named("half-register-max");
    private static final Trial UDP = named("half-udp").within(UDP_MAX.name()).goal(Goal.p99Within(1_000));
    private static final Trial REGISTER =
            named("half-register").within(REGISTER_MAX.name()).goal(Goal.share(0.45));

    private final Settings settings;

    HalfLoadAct(Settings settings) {
        this.settings = settings;
    }

    private static Trial named(String name) {
        return Trial.of(name, () -> {
            throw new IllegalStateException("measured by its act");
        });
    }

    @Override
    public List<String> names() {
        return List.of(UDP_MAX.name(), REGISTER_MAX.name(), UDP.name(), REGISTER.name());
    }

    @Override
    public void play(Stage stage) throws Exception {
        stage.say("node of its own with " + settings.records() + " records");
        try (BenchNode filled = BenchNode.start(settings.folder(), settings.records())) {
            filled.stop();
            Question known = Question.about(Identifiers.records(settings.records()));
            try (NodeProcess node = NodeProcess.start(filled.folder(), settings.nodeOptions());
                    UdpLoad udp = new UdpLoad(node.handle(), known, WINDOW);
                    PacedUdp paced = new PacedUdp(node.handle(), known);
                    RawParcels parcels = new RawParcels(
                            node.grpc(), BenchNode.authorization(), Coils.inWords(), new AtomicInteger())) {
                play(stage, udp, paced, parcels);
            }
        }
    }

    private void play(Stage stage, UdpLoad udp, PacedUdp paced, RawParcels parcels) throws Exception {
        List<List<Sample>> runs = new ArrayList<>();
        stage.say("warming up: half load");
        round(udp, paced, parcels, settings.warmUp());
        for (int round = 1; round <= settings.rounds(); round++) {
            stage.say("round " + round + " of " + settings.rounds() + ": half load");
            runs.add(round(udp, paced, parcels, settings.time()));
        }
        List<Trial> trials = List.of(UDP_MAX, REGISTER_MAX, UDP, REGISTER);
        for (int i = 0; i < trials.size(); i++) {
            int each = i;
            stage.add(trials.get(i), runs.stream().map(round -> round.get(each)).toList());
        }
    }

    private static List<Sample> round(UdpLoad udp, PacedUdp paced, RawParcels parcels, Duration time) throws Exception {
        Sample udpMax = udp.run(time);
        Sample registerMax = parcels.run(time);
        CompletableFuture<Sample> registering = CompletableFuture.supplyAsync(() -> {
            try {
                return parcels.run(time, registerMax.rate() / 2);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        Sample half = paced.run(time, udpMax.rate() / 2);
        return List.of(udpMax, registerMax, half, registering.get());
    }
}
