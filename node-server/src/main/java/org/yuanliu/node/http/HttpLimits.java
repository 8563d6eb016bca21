package org.yuanliu.node.http;

import java.time.Duration;

/**
 * What HTTP connections may cost.
 *
 * @param connections open at a time; one more closes the oldest that waits for its peer
 * @param headBytes longest request line, and longest sum of header fields
 * @param bodyMemory bytes of half-read bodies over all connections; who asks for more is told to come later
 * @param idle within which a connection must bring a whole request head, or read its answer
 * @param bodyTime within which a body must follow its head
 * @param answerTime within which a request is answered; longer means that its answer got lost
 */
public record HttpLimits(
        int connections, int headBytes, long bodyMemory, Duration idle, Duration bodyTime, Duration answerTime) {

    public static HttpLimits defaults() {
        return new HttpLimits(
                20_000, 16 << 10, 256L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));
    }
}
