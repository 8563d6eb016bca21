package org.yuanliu.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node that runs on a folder in a process of its own, so that it shares neither heap nor threads with the generator. */
final class NodeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready handle=(\\S+) http=(\\S+) grpc=(\\S+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader said;
    private final InetSocketAddress handle;
    private final InetSocketAddress http;
    private final InetSocketAddress grpc;

    private NodeProcess(Process process, BufferedReader said, Matcher ready) {
        this.process = process;
        this.said = said;
        handle = address(ready.group(1));
        http = address(ready.group(2));
        grpc = address(ready.group(3));
    }

    /**
     * Comes back when the node says that it is ready.
     *
     * @param options of Java
     * @throws IOException if it ends instead
     */
    static NodeProcess start(Path data, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("start", "--data", data.toString()));
        for (String port : List.of("--handle-port", "--http-port", "--grpc-port")) {
            arguments.addAll(List.of(port, "0"));
        }
        Path log = data.resolve("bench-node.log");
        Process process = JavaProcess.start(options, arguments, ProcessBuilder.Redirect.appendTo(log.toFile()));
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new NodeProcess(process, said, ready);
            }
        }
        throw new IOException("the node ended before it was ready: see " + log);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    InetSocketAddress handle() {
        return handle;
    }

    InetSocketAddress http() {
        return http;
    }

    InetSocketAddress grpc() {
        return grpc;
    }

    long pid() {
        return process.pid();
    }

    /** Lets it end in peace. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        said.close();
    }
}
