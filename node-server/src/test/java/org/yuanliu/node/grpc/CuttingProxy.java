package org.yuanliu.node.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A line that breaks: passes bytes both ways between clients and a node, and cuts each connection after a few. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final Random random;
    private final int mostBytes;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean whole;

    /** @param mostBytes a connection passes fewer than this in either direction */
    CuttingProxy(int target, long seed, int mostBytes) {
        this.target = target;
        this.random = new Random(seed);
        this.mostBytes = mostBytes;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    /** From now on nothing is cut. */
    void mend() {
        whole = true;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket node = new Socket(InetAddress.getLoopbackAddress(), target);
                int there = random.nextInt(mostBytes);
                int back = random.nextInt(mostBytes);
                daemon(() -> pass(client, node, there));
                daemon(() -> pass(node, client, back));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void pass(Socket from, Socket to, int allowed) {
        byte[] buffer = new byte[4096];
        int left = allowed;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (true) {
                int n = in.read(buffer, 0, whole ? buffer.length : Math.min(buffer.length, left));
                if (n < 0) {
                    return;
                }
                out.write(buffer, 0, n);
                left = whole ? Integer.MAX_VALUE : left - n;
                if (left <= 0) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            // The other direction was cut.
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "cutting proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
