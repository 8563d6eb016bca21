package org.yuanliu.node.net;

import java.time.Duration;

/**
 * What connections may cost.
 *
 * @param connections open at a time; one more closes the oldest that is idle and anonymous
 * @param openRequests unanswered at a time on one connection; then reading from it stops until answers are out
 * @param messageTime within which a message must be whole, once its first byte is here
 * @param idle after which a silent connection without an open request is closed, if nobody has logged in over it
 * @param idleLoggedIn the same where somebody has: clients of the national system expect at least 15 minutes
 * @param memory bytes of half-read messages and unread answers over all connections; who asks for more is cut off
 */
public record TcpLimits(
        int connections, int openRequests, Duration messageTime, Duration idle, Duration idleLoggedIn, long memory) {

    public static TcpLimits defaults() {
        return new TcpLimits(
                20_000, 128, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(30), 256L << 20);
    }

    /** Bytes one connection may make us hold, a fraction of all. */
    long memoryOfOne() {
        return memory / 16;
    }
}
