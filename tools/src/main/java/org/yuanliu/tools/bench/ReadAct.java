package org.yuanliu.tools.bench;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.tools.bench.load.BareGrpc;
import org.yuanliu.tools.bench.load.BareStream;
import org.yuanliu.tools.bench.load.BareUdp;
import org.yuanliu.tools.bench.load.Burden;
import org.yuanliu.tools.bench.load.CallLoad;
import org.yuanliu.tools.bench.load.HandleTalk;
import org.yuanliu.tools.bench.load.HttpTalk;
import org.yuanliu.tools.bench.load.Identifiers;
import org.yuanliu.tools.bench.load.NativeTools;
import org.yuanliu.tools.bench.load.Question;
import org.yuanliu.tools.bench.load.Resolutions;
import org.yuanliu.tools.bench.load.StreamLoad;
import org.yuanliu.tools.bench.load.UdpLoad;

/** Resolutions of cached records through every door, beside servers that only carry bytes. */
final class ReadAct implements Act {
    private static final int GRPC_AT_A_TIME = 64;
    private static final StreamLoad.Shape PIPELINED = new StreamLoad.Shape(4, 16);
    private static final StreamLoad.Shape ONE_EACH = new StreamLoad.Shape(16, 0);
    private static final StreamLoad.Shape KEEP_ALIVE = new StreamLoad.Shape(64, 1);

    private final Settings settings;
    private final Identifiers identifiers;
    private final Question known;
    private final Shared<BenchNode> node;
    private final Shared<BareUdp> bareUdp = new Shared<>(BareUdp::new);
    private final Shared<BareStream> bareTcp = new Shared<>(BareStream::handle);
    private final Shared<BareStream> bareHttp = new Shared<>(BareStream::http);
    private final Shared<BareGrpc> bareGrpc = new Shared<>(BareGrpc::new);
    private final List<Trial> trials = new ArrayList<>();

    ReadAct(Settings settings) {
        this.settings = settings;
        identifiers = Identifiers.records(settings.records());
        known = Question.about(identifiers);
        node = new Shared<>(() -> BenchNode.start(settings.folder(), settings.records()));
        udp();
        settings.tools().map(NativeTools::new).ifPresent(this::byNativeTools);
        tcp();
        http();
        grpc();
    }

    @Override
    public List<String> names() {
        return trials.stream().map(Trial::name).toList();
    }

    @Override
    public void play(Stage stage) throws Exception {
        stage.say("node with " + settings.records() + " records");
        try (node;
                bareUdp;
                bareTcp;
                bareHttp;
                bareGrpc) {
            stage.inTurns(trials);
        }
    }

    private void udp() {
        for (int window : List.of(64, 256)) {
            add(Trial.of("bare-udp-" + window, () -> new UdpLoad(bareUdp.get().address(), known, window)));
            Trial ours = Trial.of("udp-" + window, () -> new UdpLoad(handle(), known, window))
                    .within("bare-udp-" + window);
            add(window == 64 ? ours.reference(55_100) : ours);
        }
        add(Trial.of("udp-256-unknown", () -> new UdpLoad(handle(), Question.unknown(), 256))
                .within("udp-256")
                .goal(Goal.share(1)));
        add(Trial.of("udp-64-burdened", () -> new Burden(handle(), new UdpLoad(handle(), known, 64)))
                .within("udp-64")
                .goal(Goal.share(0.9)));
    }

    private void byNativeTools(NativeTools tools) {
        int records = settings.records();
        add(Trial.of("native-echo-256", () -> tools.echo(records, 256)));
        add(Trial.of("native-udp-256", () -> tools.resolutions("udp", handle(), records, 256))
                .within("native-echo-256")
                .goal(Goal.share(0.6)));
        add(Trial.of(
                "native-bare-http",
                () -> tools.resolutions("http", bareHttp.get().address(), records, 64)));
        add(Trial.of(
                        "native-http-json",
                        () -> tools.resolutions("http", node.get().http(), records, 64))
                .within("native-bare-http"));
    }

    private void tcp() {
        HandleTalk talk = new HandleTalk(known);
        add(Trial.of("bare-tcp-pipelined", () -> new StreamLoad(bareTcp.get().address(), talk, PIPELINED)));
        add(Trial.of("tcp-pipelined", () -> new StreamLoad(handle(), talk, PIPELINED))
                .within("bare-tcp-pipelined")
                .goal(Goal.rate(100_000)));
        add(Trial.of("bare-tcp-one-each", () -> new StreamLoad(bareTcp.get().address(), talk, ONE_EACH)));
        add(Trial.of("tcp-one-each", () -> new StreamLoad(handle(), talk, ONE_EACH))
                .within("bare-tcp-one-each")
                .goal(Goal.rate(25_000)));
        add(Trial.of("tcp-burdened", () -> new Burden(handle(), new StreamLoad(handle(), talk, PIPELINED)))
                .within("tcp-pipelined")
                .goal(Goal.share(0.9)));
    }

    private void http() {
        HttpTalk talk = new HttpTalk(identifiers);
        add(Trial.of("bare-http", () -> new StreamLoad(bareHttp.get().address(), talk, KEEP_ALIVE)));
        add(Trial.of("http-json", () -> new StreamLoad(node.get().http(), talk, KEEP_ALIVE))
                .within("bare-http")
                .goal(Goal.rate(60_000))
                .reference(26_500));
    }

    private void grpc() {
        add(Trial.of("bare-grpc", () -> new CallLoad(GRPC_AT_A_TIME, bareGrpc.get()::call)));
        add(Trial.of("grpc-unary", () -> new Resolutions(node.get().grpc(), identifiers, GRPC_AT_A_TIME))
                .within("bare-grpc")
                .goal(Goal.share(0.8)));
        add(Trial.of("grpc-sdk", () -> {
                    var client = node.get().operator().async();
                    return new CallLoad(GRPC_AT_A_TIME, () -> client.resolve(identifiers.any()));
                })
                .within("bare-grpc")
                .goal(Goal.share(0.8)));
    }

    private InetSocketAddress handle() throws Exception {
        return node.get().handle();
    }

    private void add(Trial trial) {
        trials.add(trial);
    }
}
