package org.yuanliu.node.http;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The header field Date, put into words once a second. Thread-safe. */
final class DateHeader {
    private record Worded(long second, String text) {}

    private final InstantSource clock;
    private volatile Worded last = new Worded(Long.MIN_VALUE, "");

    DateHeader(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000);
        Worded worded = last;
        if (worded.second() != second) {
            worded = new Worded(
                    second,
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            java.time.Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
            last = worded;
        }
        return worded.text();
    }
}
