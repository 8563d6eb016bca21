package org.yuanliu.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, so that it can be killed. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final String grpc;
    private final CompletableFuture<List<String>> said;

    private NodeProcess(Process process, String grpc, BufferedReader out) {
        this.process = process;
        this.grpc = grpc;
        said = CompletableFuture.supplyAsync(() -> lines(out));
    }

    /** The child's side: serves until it is killed, or its standard input ends. */
    public static void main(String[] args) throws IOException {
        try (Node node = Node.start(Config.anyPorts(Path.of(args[0])))) {
            System.out.println("ready " + Node.text(node.grpcAddress()));
            while (System.in.read() >= 0) {
                // Only the end of the parent counts.
            }
        }
    }

    static NodeProcess start(Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                return new NodeProcess(process, line.substring("ready ".length()), out);
            }
        }
        throw new IOException("the node ended before it was ready");
    }

    private static List<String> lines(BufferedReader out) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The process was killed, and its output closed.
        }
        return lines;
    }

    /** {@code host:port} of gRPC. */
    String grpc() {
        return grpc;
    }

    /** Kills it and returns all lines that it logged. */
    List<String> log() throws InterruptedException {
        // Not process.destroyForcibly(): that closes the output, and what it still said would be lost.
        process.toHandle().destroyForcibly();
        process.waitFor();
        return said.join();
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the node survived its killing");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
