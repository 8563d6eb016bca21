package org.yuanliu.tools.samples;

import java.util.Locale;
import java.util.Random;

/** A seeded source of measured values: the same seed gives the same plant. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** A value near {@code mean} that lies within the limits, as a plant on target has it. */
    double around(double mean, double deviation, double low, double high) {
        while (true) {
            double drawn = mean + deviation * random.nextGaussian();
            if (drawn >= low && drawn <= high) {
                return drawn;
            }
        }
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
