package org.yuanliu.tools.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code yuanliu start} in a process of its own, on any free ports. */
final class StartedNode implements AutoCloseable {
    private final Process process;
    private final String ready;

    /** How a process ended. */
    record Ended(int exit, String said) {}

    /** Waits until it says that it is ready. */
    StartedNode(Path data, String... more) throws IOException {
        process = command(data, more)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        ready = String.valueOf(out.readLine());
        if (!ready.startsWith("ready ")) {
            process.destroyForcibly();
            throw new IOException("the node said: " + ready);
        }
    }

    /** Starts one that is expected to end by itself. */
    static Ended run(Path data) throws IOException, InterruptedException {
        Process process = command(data).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static ProcessBuilder command(Path data, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start",
                "--data",
                data.toString(),
                "--handle-port",
                "0",
                "--http-port",
                "0",
                "--grpc-port",
                "0"));
        command.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "en_GB.UTF-8");
        return builder;
    }

    /** The address behind {@code grpc=} and the like. */
    String address(String door) {
        return ready.replaceAll(".*" + door + "=(\\S+).*", "$1");
    }

    /** As {@code kill} does without an option: SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Its exit code, once it has ended. */
    int exit(Duration most) throws IOException, InterruptedException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the node did not end within " + most);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
