package org.yuanliu.tools.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.yuanliu.tools.bench.load.NativeTools;
import org.yuanliu.tools.bench.load.Stencil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code yuanliu bench}: measures a node of its own on this machine, beside what the machine could do. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "测量本机性能，并与理论上限比较。Measure a node on this machine beside its bounds.")
public final class BenchCommand implements Callable<Integer> {
    private final BooleanSupplier json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--records", paramLabel = "N", description = "标识数量。Records in the node. Default: ${DEFAULT-VALUE}")
    private int records = 100_000;

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "大节点的标识数量。Records in the large node, up to ten million. Default: ${DEFAULT-VALUE}")
    private int scale = 200_000;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "大节点保留在此，供下次使用。Where the large node stays for the next time.")
    private Optional<Path> keep = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "轮数，取中位数。Runs of which the median counts. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "S", description = "每次时长。Length of a run. Default: ${DEFAULT-VALUE}")
    private int seconds = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "预热时长。Warm-up of each trial. Default: ${DEFAULT-VALUE}")
    private int warmUp = 10;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "临时数据所在目录。Where the temporary node lies. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--tools",
            paramLabel = "DIR",
            description = "已编译的 udpecho、udpgen、hdlbench。Compiled C programs to measure beside.")
    private Optional<Path> tools = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "TRIAL",
            split = ",",
            description = "只测这些项目及其上限。Trials to run, with their bounds; all if not given.")
    private List<String> only = List.of();

    @Option(
            names = "--node-option",
            paramLabel = "OPTION",
            description = "独立节点进程的 Java 选项。Option of Java for nodes in processes of their own; repeatable.")
    private List<String> nodeOptions = List.of();

    /** @param json whether the report is for programs */
    public BenchCommand(BooleanSupplier json) {
        this.json = json;
    }

    @Override
    public Integer call() throws Exception {
        tools.ifPresent(this::demandPrograms);
        if (records < 1 || scale < 1 || records > Stencil.NUMBERS / 2 || scale > Stencil.NUMBERS) {
            throw wrong("--records: 1..5,000,000; --scale: 1..10,000,000");
        }
        PrintWriter err = spec.commandLine().getErr();
        Bench bench = new Bench(
                new Settings(
                        folder,
                        records,
                        scale,
                        keep,
                        rounds,
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(warmUp),
                        tools,
                        only,
                        nodeOptions),
                err::println);
        demandKnown(bench.names().toList());
        print(bench.run());
        return 0;
    }

    private void print(List<Row> rows) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json.getAsBoolean()) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
        } else {
            new Table(rows).print(out);
        }
    }

    private void demandKnown(List<String> names) {
        for (String name : only) {
            if (!names.contains(name)) {
                throw wrong("--only: 没有项目 there is no trial " + name + "; 可选 there are " + String.join(", ", names));
            }
        }
    }

    private void demandPrograms(Path directory) {
        for (String program : NativeTools.PROGRAMS) {
            if (!Files.isExecutable(directory.resolve(program))) {
                throw wrong("--tools: " + directory + " 中没有可执行的 holds no program " + program);
            }
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
