package org.yuanliu.tools.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs in C that somebody has compiled: a UDP server that only looks up and copies, and generators. Their figures are
 * the nearest there is to what the machine itself allows.
 *
 * @param folder holds the {@link #PROGRAMS}
 */
public record NativeTools(Path folder) {
    public static final List<String> PROGRAMS = List.of("udpecho", "udpgen", "hdlbench");

    private static final int SOCKETS = 4;
    private static final Pattern ECHO_RATE = Pattern.compile("q/s (\\d+) lost (\\d+)");
    private static final Pattern NODE_RATE =
            Pattern.compile("bad=(\\d+) lost=(\\d+) rate=(\\d+) p50_ms=([\\d.]+) p99_ms=([\\d.]+)");
    private static final Pattern ECHO_TIMES = Pattern.compile("p50=([\\d.]+)us p99=([\\d.]+)us");

    /** The C generator against the C server. */
    public Load echo(int records, int window) throws IOException {
        int port = freePort();
        Process server = start("udpecho", port, 1, 64, records);
        return new Load() {
            @Override
            public Sample run(Duration time) throws Exception {
                String said = output(start("udpgen", port, SOCKETS, window / SOCKETS, seconds(time), records));
                Matcher rate = find(ECHO_RATE, said);
                Matcher times = find(ECHO_TIMES, said);
                return new Sample(number(rate, 1), number(times, 1), number(times, 2), (long) number(rate, 2));
            }

            @Override
            public void close() {
                server.destroy();
            }
        };
    }

    /** The C generator against a node: {@code udp}, or {@code tcp} with a connection for each question. */
    public Load resolutions(String transport, InetSocketAddress node, int records, int window) {
        return new Load() {
            @Override
            public Sample run(Duration time) throws Exception {
                String said = output(start(
                        "hdlbench",
                        transport,
                        node.getAddress().getHostAddress(),
                        node.getPort(),
                        Records.PREFIX + "/item-%07d",
                        records,
                        window,
                        seconds(time)));
                Matcher found = find(NODE_RATE, said);
                long wrong = (long) (number(found, 1) + number(found, 2));
                return new Sample(number(found, 3), 1000 * number(found, 4), 1000 * number(found, 5), wrong);
            }

            @Override
            public void close() {}
        };
    }

    private Process start(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve(program).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Matcher find(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("the generator said something else than a rate: " + said.strip());
        }
        return matcher;
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toMillis() / 1000.0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
