package org.yuanliu.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of {@code yuanliu} in JVMs of their own, with the options of this one. */
final class JavaProcess {
    private static final String MAIN = "org.yuanliu.tools.cli.Main";

    private JavaProcess() {}

    /**
     * @param options of Java, besides ours
     * @param complaints where standard error goes
     */
    static Process start(List<String> options, List<String> arguments, ProcessBuilder.Redirect complaints)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(JavaProcess::isForAll)
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(complaints).start();
    }

    /** A recording belongs to one process. */
    private static boolean isForAll(String option) {
        return !option.contains("FlightRecord") && !option.startsWith("-javaagent");
    }
}
