package org.yuanliu.model;

/**
 * How long an answer may be cached (wire reference, section 6).
 *
 * @param absolute whether {@code seconds} is a moment (unix seconds) instead of a span
 * @param seconds unsigned 32 bits on the wire
 */
public record Ttl(boolean absolute, int seconds) {
    /** One day, what clients write when they say nothing. */
    public static final Ttl DEFAULT = new Ttl(false, 86_400);
}
