package org.yuanliu.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
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

    /** @param json whether the report is for programs */
    public BenchCommand(BooleanSupplier json) {
        this.json = json;
    }

    @Override
    public Integer call() throws Exception {
        tools.ifPresent(this::demandPrograms);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Settings settings = new Settings(
                folder, records, rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), tools, only);
        try (Bench bench = new Bench(settings, err::println)) {
            List<Row> rows = Row.of(bench.run());
            if (json.getAsBoolean()) {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows));
            } else {
                print(rows, out);
            }
        }
        return 0;
    }

    private void demandPrograms(Path directory) {
        for (String program : NativeTools.PROGRAMS) {
            if (!Files.isExecutable(directory.resolve(program))) {
                throw new ParameterException(
                        spec.commandLine(), "--tools: " + directory + " 中没有可执行的 holds no program " + program);
            }
        }
    }

    private static void print(List<Row> rows, PrintWriter out) {
        String line = "%-22s %10s %22s %9s %9s %6s %8s %10s%n";
        out.printf(line, "trial", "per s", "slowest..fastest", "p50 us", "p99 us", "lost", "of bound", "reference");
        for (Row row : rows) {
            out.printf(
                    line,
                    row.name(),
                    whole(row.rate()),
                    whole(row.slowest()) + ".." + whole(row.fastest()),
                    whole(row.p50Micros()),
                    whole(row.p99Micros()),
                    row.lost(),
                    row.share() == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.share()),
                    row.reference() == 0 ? "" : whole(row.reference()));
        }
        out.println("start: p50 us 从启动到第一个应答 is from the start of a process to its first answer");
        out.println("bare-*, native-echo: 同机上限 what this machine can do without a node");
        out.println(
                "reference: Handle.Net 9.3.1, 2 核 2 cores, 2026-11-24, 仅供参考 another run: for the order of size only");
        out.println("发压程序与节点共享处理器 The generator shares the cores with the node");
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
