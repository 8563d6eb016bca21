package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Terminal;

/** {@code yuanliu start} in a thread of this process, on any free ports. */
final class RunningNode implements AutoCloseable {
    private final Path data;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Thread thread;

    /** Founds the node if the folder is none, and waits until it says that it is ready. */
    RunningNode(Path data) throws Exception {
        this.data = data;
        Cli.run("init", "--data", data.toString(), "--prefix", "88.118");
        Signal ready = new Signal(out);
        Console console =
                new Console(Cli.stream(ready), Cli.stream(new ByteArrayOutputStream()), Cli.ENGLISH, Terminal.NONE);
        String[] arguments = {
            "start", "--data", data.toString(), "--handle-port", "0", "--http-port", "0", "--grpc-port", "0"
        };
        thread = new Thread(() -> ended.complete(Main.commandLine(console).execute(arguments)), "start");
        thread.start();
        CompletableFuture.anyOf(ready.flushed, ended).get(60, TimeUnit.SECONDS);
    }

    /** What the node said on standard output. */
    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The address behind {@code grpc=} and the like. */
    String address(String door) {
        return said().replaceAll("(?s).*" + door + "=(\\S+).*", "$1");
    }

    /** Runs a command with {@code --data} of this node. */
    Cli run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(data.toString());
        return Cli.run(all.toArray(String[]::new));
    }

    /** Asks it to stop and waits for its exit code. */
    int stop() throws Exception {
        thread.interrupt();
        return ended.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        assertThat(stop()).isZero();
    }

    /** Tells when something was written. */
    private static final class Signal extends ByteArrayOutputStream {
        private final ByteArrayOutputStream copy;
        private final CompletableFuture<String> flushed = new CompletableFuture<>();

        Signal(ByteArrayOutputStream copy) {
            this.copy = copy;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            copy.write(bytes, from, length);
            if (copy.toString(StandardCharsets.UTF_8).endsWith("\n")) {
                flushed.complete("");
            }
        }
    }
}
