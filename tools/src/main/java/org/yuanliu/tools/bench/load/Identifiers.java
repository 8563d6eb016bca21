package org.yuanliu.tools.bench.load;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.yuanliu.model.Identifier;

/**
 * Registered identifiers that questions are about, any of them as likely as the other.
 *
 * @param named the identifier of a number
 * @param count how many
 * @param stride from the number of one to that of the next
 */
public record Identifiers(IntFunction<Identifier> named, int count, int stride) {
    /** The benchmark's first records. */
    public static Identifiers records(int count) {
        return new Identifiers(Records::identifier, count, 1);
    }

    /** Some of the first {@code all} coils, evenly spread. */
    public static Identifiers spreadCoils(int count, int all) {
        return new Identifiers(Coils::identifier, count, all / count);
    }

    int anyNumber() {
        return ThreadLocalRandom.current().nextInt(count) * stride;
    }

    public Identifier any() {
        return named.apply(anyNumber());
    }
}
