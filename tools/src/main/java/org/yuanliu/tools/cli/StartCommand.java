package org.yuanliu.tools.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.node.Config;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.node.PortError;
import org.yuanliu.node.jobs.JobLimits;
import org.yuanliu.node.store.StoreHeld;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.HostAndPort;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves until it is told to stop. */
@Command(name = "start")
final class StartCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--data", paramLabel = "DIR", required = true)
    private Path data = Path.of("");

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String bind = "";

    @Option(names = "--handle-port", paramLabel = "N", defaultValue = "2641")
    private int handlePort;

    @Option(names = "--http-port", paramLabel = "N", defaultValue = "8000")
    private int httpPort;

    @Option(names = "--grpc-port", paramLabel = "N", defaultValue = "8641")
    private int grpcPort;

    @Option(names = "--public-address", paramLabel = "ADDRESS")
    private Optional<String> publicAddress = Optional.empty();

    @Option(names = "--tls-certificate", paramLabel = "FILE.pem")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE.pem")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--udp-amplification", paramLabel = "N", defaultValue = "10")
    private int udpAmplification;

    @Option(names = "--drain", paramLabel = "SECONDS", defaultValue = "10")
    private long drainSeconds;

    @Option(names = "--import-space", paramLabel = "MIB", defaultValue = "16384")
    private long importMebibytes;

    StartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NodeFolder folder = new NodeFolder(data);
        if (!folder.isNode()) {
            throw CommandFailure.of(Exit.USAGE, "NO_NODE", console.text("node.noFolder", data))
                    .next("yuanliu init --data " + data + " --prefix PREFIX");
        }
        Config config = config();
        Node node = start(config);
        Serving serving = Serving.begin(console, config.drain(), node::close);
        NodeFolder.Endpoints doors = folder.endpoints().orElseThrow();
        String handle = HostAndPort.usable(doors.handle());
        String http = HostAndPort.usable(doors.http());
        String grpc = HostAndPort.usable(doors.grpc());
        console.answer(out -> out.println("ready handle=" + handle + " http=" + http + " grpc=" + grpc), json -> {
            json.writeStartObject();
            json.writeBooleanField("ready", true);
            json.writeStringField("handle", handle);
            json.writeStringField("http", http);
            json.writeStringField("grpc", grpc);
            json.writeEndObject();
        });
        console.say(
                "start.hint",
                "http://" + http + "/",
                data,
                folder.prefixRecord().suffix() + ".8");
        serving.untilStopped();
        return Exit.OK.code();
    }

    private Node start(Config config) {
        try {
            return Node.start(config);
        } catch (StoreHeld e) {
            throw CommandFailure.of(Exit.USAGE, "NODE_RUNNING", console.text("start.running", data));
        } catch (PortError e) {
            throw CommandFailure.of(
                    Exit.USAGE,
                    "CONFIG",
                    console.text("start.port", e.protocol(), e.address(), e.why(), option(e.protocol())));
        }
    }

    private static String option(String protocol) {
        return switch (protocol) {
            case "HTTP" -> "--http-port";
            case "gRPC" -> "--grpc-port";
            default -> "--handle-port";
        };
    }

    private Config config() {
        Config config = Config.of(data)
                .withBind(bind)
                .withPorts(handlePort, httpPort, grpcPort)
                .withUdpAmplification(udpAmplification)
                .withImports(JobLimits.DEFAULT.within(
                        Given.atLeastOne("--import-space", importMebibytes, console.texts()) << 20))
                .withDrain(Duration.ofSeconds(drainSeconds));
        if (publicAddress.isPresent()) {
            config = config.withPublicAddress(publicAddress.get());
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("start.tlsPair"));
        }
        return certificate.isPresent() ? config.withTls(certificate.get(), key.orElseThrow()) : config;
    }
}
