package org.yuanliu.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a node on a folder, in a JVM of its own with the options of this one, until its first answer over UDP, and
 * stops it: again and again, at least once. The files are in the system's cache then, so the start is a warm one.
 */
final class StartLoad implements Load {
    private static final Pattern READY = Pattern.compile("ready handle=(\\S+):(\\d+) .*");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LONGEST_ANSWER = 1500;

    private final Path data;
    private final byte[] question;

    /** @param data a node's folder that no node has open */
    StartLoad(Path data, Question question) {
        this.data = data;
        this.question = question.bytes();
    }

    @Override
    public Sample run(Duration time) throws Exception {
        Stopwatch watch = new Stopwatch(Duration.ofHours(1));
        long start = System.nanoTime();
        do {
            startOnce(watch);
        } while (System.nanoTime() - start < time.toNanos());
        return watch.sampleSoFar();
    }

    private void startOnce(Stopwatch watch) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process node = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = node.inputReader(StandardCharsets.UTF_8)) {
            ask(address(said));
            watch.count(began);
        } finally {
            node.destroy();
            if (!node.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                node.destroyForcibly();
            }
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.yuanliu.tools.cli.Main", "start"));
        command.addAll(List.of("--data", data.toString()));
        for (String port : List.of("--handle-port", "--http-port", "--grpc-port")) {
            command.addAll(List.of(port, "0"));
        }
        return command;
    }

    private static InetSocketAddress address(BufferedReader said) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new InetSocketAddress(ready.group(1), Integer.parseInt(ready.group(2)));
            }
        }
        throw new IOException("the node ended before it was ready");
    }

    private void ask(InetSocketAddress node) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(question, question.length, node));
            socket.receive(new DatagramPacket(new byte[LONGEST_ANSWER], LONGEST_ANSWER));
        }
    }

    @Override
    public void close() {}
}
