package org.yuanliu.node.http;

import java.time.Duration;

/**
 * What HTTP connections may cost.
 *
 * @param connections open at a time; one more closes the oldest that waits for its peer
 * @param headBytes longest request line, and longest sum of header fields
 * @param memory bytes of half-read bodies and of unread answers over all connections. Who asks for more with a body is
 *     told to come later, who does not read a further answer is cut off
 * @param idle within which a connection must bring a whole request head, or read its answer
 * @param bodyTime within which a body must follow its head
 * @param answerTime within which a request is answered; longer means that its answer got lost
 */
public record HttpLimits(
        int connections, int headBytes, long memory, Duration idle, Duration bodyTime, Duration answerTime) {

    public static HttpLimits defaults() {
        return new HttpLimits(
                20_000, 16 << 10, 256L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(120));
    }
}
