package org.yuanliu.node.store.rocks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.Store;
import org.yuanliu.node.store.StoreFailure;

/**
 * A process of its own that commits batches 1, 2, 3 ... and says which are acknowledged, so that tests can kill
 * it or take the disk away from it. A batch puts its number under five keys in two families.
 */
final class CommittingProcess implements AutoCloseable {
    static final int KEYS = 5;

    private final Process process;
    private final BufferedReader output;

    private CommittingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static CommittingProcess start(Path folder, long first) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CommittingProcess.class.getName(),
                folder.toString(),
                Long.toString(first));
        return new CommittingProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for the next thing it says: a number acknowledged, or how it failed. */
    String nextLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended");
        }
        return line;
    }

    /** Kills it without warning, and returns the last number it had acknowledged by then, or {@code least}. */
    long kill(long least) throws IOException, InterruptedException {
        // Not process.destroyForcibly(): that closes the output, and what it still said would be lost.
        process.toHandle().destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
        long last = least;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            last = line.endsWith(";") ? Math.max(last, Long.parseLong(line.substring(0, line.length() - 1))) : last;
        }
        return last;
    }

    long pid() {
        return process.pid();
    }

    static Batch batch(long number) {
        Batch batch = new Batch();
        for (int i = 0; i < KEYS; i++) {
            Bytes value = Keys.number(number).concat(Bytes.wrap(new byte[3_000 * i]));
            batch.put(i % 2 == 0 ? Family.RECORDS : Family.CHANGES, Keys.number(number * KEYS + i), value);
        }
        return batch;
    }

    /** How many of the batch's keys are there. */
    static int found(Store store, long number) {
        int[] found = {0};
        batch(number)
                .forEach((family, key, value) ->
                        found[0] += store.get(family, key).equals(value) ? 1 : 0);
        return found[0];
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    /** Runs in the process: folder and first number. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true);
        try (Store store = RocksStore.open(Path.of(arguments[0]), StoreOptions.SMALL)) {
            long number = Long.parseLong(arguments[1]);
            while (true) {
                try {
                    store.commit(batch(number));
                    out.println(number + ";");
                    number++;
                } catch (StoreFailure e) {
                    boolean reads = number == 1 || found(store, number - 1) == KEYS;
                    out.println((reads ? "failed and reads: " : "failed and is blind: ") + e.getMessage());
                }
            }
        }
    }
}
