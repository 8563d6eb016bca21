package org.yuanliu.node.net;

import java.time.Duration;
import org.yuanliu.wire.Envelope;

/**
 * What datagrams may cost, for each socket.
 *
 * @param answerBytes longest answer; the sender's address proves nothing, so whoever wants more has to ask over TCP.
 *     The reference client does so by itself when it gets response code 2
 * @param amplification how many bytes may leave at most for each byte of the request, refusals included; from 2
 * @param messages incomplete messages held; one more takes the place of the oldest
 * @param messagesOfOne the same for one sender's address
 * @param memory bytes held for them; one sender may have a quarter
 * @param messageTime within which a message must be whole
 */
public record UdpLimits(
        int answerBytes, int amplification, int messages, int messagesOfOne, long memory, Duration messageTime) {
    /** A resolution is asked with 70 to 120 bytes and answered with 300 to 600, of which that leaves room for all. */
    public static final int AMPLIFICATION = 10;

    /**
     * 16 KiB of answer are 34 datagrams: they fit any receive buffer, and large records are the exception. 5 seconds are
     * longer than the reference client waits (0.5, 1 and 1.5 seconds).
     */
    public static UdpLimits defaults() {
        return new UdpLimits(16 << 10, AMPLIFICATION, 4096, 64, 16L << 20, Duration.ofSeconds(5));
    }

    public UdpLimits withAmplification(int factor) {
        return new UdpLimits(answerBytes, factor, messages, messagesOfOne, memory, messageTime);
    }

    /** The most bytes of datagrams that may leave for a request of so many. */
    long mostFor(int requestBytes) {
        return Math.min(Envelope.BYTES + answerBytes, (long) amplification * requestBytes);
    }

    long memoryOfOne() {
        return memory / 4;
    }
}
