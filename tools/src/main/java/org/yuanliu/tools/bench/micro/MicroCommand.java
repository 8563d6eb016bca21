package org.yuanliu.tools.bench.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yuanliu bench micro}: how long the small steps take, by JMH in JVMs of their own. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = "测量单个步骤的耗时 (JMH)。How long single steps take, by JMH.")
public final class MicroCommand implements Callable<Integer> {
    private final BooleanSupplier json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "名称的一部分。Parts of names; all benchmarks if not given.")
    private List<String> names = List.of();

    @Option(names = "--forks", paramLabel = "N", description = "进程数。JVMs for each. Default: ${DEFAULT-VALUE}")
    private int forks = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "轮数。Runs in each JVM. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "S", description = "每次时长。Length of a run. Default: ${DEFAULT-VALUE}")
    private double seconds = 1;

    /** @param json whether the report is for programs */
    public MicroCommand(BooleanSupplier json) {
        this.json = json;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        err.println("JMH: " + (names.isEmpty() ? "all" : String.join(", ", names)));
        List<Step> steps = run().stream().map(Step::of).toList();
        if (json.getAsBoolean()) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(steps));
        } else {
            String line = "%-40s %12s %12s %s%n";
            out.printf(line, "step", "time", "+-", "unit");
            for (Step step : steps) {
                out.printf(line, step.name(), number(step.time()), number(step.error()), step.unit());
            }
        }
        out.flush();
        return 0;
    }

    /**
     * A benchmark's result.
     *
     * @param error half the width of the 99.9 % confidence interval; NaN of a single run
     */
    record Step(String name, double time, double error, String unit) {
        static Step of(RunResult result) {
            var primary = result.getPrimaryResult();
            String name = result.getParams().getBenchmark();
            String kind = result.getParams().getParam("kind");
            return new Step(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                            + (kind == null ? "" : " " + kind),
                    primary.getScore(),
                    primary.getScoreError(),
                    primary.getScoreUnit());
        }
    }

    private Collection<RunResult> run() throws Exception {
        TimeValue time = TimeValue.milliseconds(Math.max(1, Math.round(seconds * 1000)));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(forks)
                .warmupIterations(rounds)
                .warmupTime(time)
                .measurementIterations(rounds)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        (names.isEmpty() ? List.of(MicroCommand.class.getPackageName()) : names).forEach(options::include);
        return new Runner(options.build()).run();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%,.2f", number);
    }
}
