package org.yuanliu.node.auth;

/**
 * Which counters of a session were seen already: exact for the last 256, and all older ones count as seen (the reference
 * keeps about 200). UDP may bring messages out of order. Thread-safe.
 */
final class ReplayWindow {
    static final int SIZE = 256;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private int highest;

    /** Whether a message with this counter comes for the first time; from now on it does not. */
    synchronized boolean admit(int counter) {
        if (counter <= 0 || counter <= highest - SIZE) {
            return false;
        }
        if (counter > highest) {
            forget(highest, counter);
            highest = counter;
        }
        int word = counter % SIZE / Long.SIZE;
        long bit = 1L << counter % Long.SIZE;
        boolean first = (seen[word] & bit) == 0;
        seen[word] |= bit;
        return first;
    }

    /** Makes room for the counters behind {@code from} up to {@code to}. */
    private void forget(int from, int to) {
        for (int n = Math.min(to - from, SIZE), counter = to; n > 0; n--, counter--) {
            seen[(counter & SIZE - 1) / Long.SIZE] &= ~(1L << (counter & Long.SIZE - 1));
        }
    }
}
