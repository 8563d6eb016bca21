package org.yuanliu.tools.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.yuanliu.tools.bench.load.Load;
import org.yuanliu.tools.bench.load.Question;
import org.yuanliu.tools.bench.load.Sample;
import org.yuanliu.tools.bench.load.Stopwatch;

/**
 * Starts a node on a folder, in a JVM of its own with the options of this one, until its first answer over UDP, and
 * stops it: again and again, at least once. The files are in the system's cache then, so the start is a warm one.
 */
final class StartLoad implements Load {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LONGEST_ANSWER = 1500;

    private final Path data;
    private final byte[] question;
    private final List<String> options;

    /** @param data a node's folder that no node has open */
    StartLoad(Path data, Question question, List<String> options) {
        this.data = data;
        this.question = question.bytes();
        this.options = options;
    }

    @Override
    public Sample run(Duration time) throws Exception {
        Stopwatch watch = new Stopwatch(Duration.ofHours(1));
        long start = System.nanoTime();
        do {
            long began = System.nanoTime();
            try (NodeProcess node = NodeProcess.start(data, options)) {
                ask(node);
                watch.count(began);
            }
        } while (System.nanoTime() - start < time.toNanos());
        return watch.sampleSoFar();
    }

    private void ask(NodeProcess node) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(question, question.length, node.handle()));
            socket.receive(new DatagramPacket(new byte[LONGEST_ANSWER], LONGEST_ANSWER));
        }
    }

    @Override
    public void close() {}
}
