package org.yuanliu.node.net;

import java.time.Duration;

/**
 * What datagrams may cost, for each socket.
 *
 * @param answerBytes longest answer; the sender's address proves nothing, so whoever wants more has to ask over TCP.
 *     The reference client does so by itself when it gets response code 2
 * @param messages incomplete messages held; one more takes the place of the oldest
 * @param messagesOfOne the same for one sender's address
 * @param memory bytes held for them; one sender may have a quarter
 * @param messageTime within which a message must be whole
 */
public record UdpLimits(int answerBytes, int messages, int messagesOfOne, long memory, Duration messageTime) {

    /**
     * 16 KiB of answer are 34 datagrams: they fit any receive buffer, and large records are the exception. 5 seconds are
     * longer than the reference client waits (0.5, 1 and 1.5 seconds).
     */
    public static UdpLimits defaults() {
        return new UdpLimits(16 << 10, 4096, 64, 16L << 20, Duration.ofSeconds(5));
    }

    long memoryOfOne() {
        return memory / 4;
    }
}
