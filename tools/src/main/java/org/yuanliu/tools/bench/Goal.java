package org.yuanliu.tools.bench;

import java.util.Locale;

/** What a row should reach. */
record Goal(Of of, boolean atLeast, double limit) {
    /** Which figure of the row. */
    enum Of {
        SHARE("%.2f"),
        VALUE("%,.0f"),
        P50_MICROS("%,.0f us"),
        P99_MICROS("%,.0f us");

        private final String format;

        Of(String format) {
            this.format = format;
        }
    }

    /** That part of the bound, or more. */
    static Goal share(double least) {
        return new Goal(Of.SHARE, true, least);
    }

    static Goal shareAtMost(double most) {
        return new Goal(Of.SHARE, false, most);
    }

    static Goal rate(double least) {
        return new Goal(Of.VALUE, true, least);
    }

    static Goal p50Within(double micros) {
        return new Goal(Of.P50_MICROS, false, micros);
    }

    static Goal p99Within(double micros) {
        return new Goal(Of.P99_MICROS, false, micros);
    }

    boolean isMet(double figure) {
        return atLeast ? figure >= limit : figure > 0 && figure <= limit;
    }

    /** Such as {@code share >= 0.60}. */
    String text() {
        return of.name().toLowerCase(Locale.ROOT).replace("_micros", "")
                + (atLeast ? " >= " : " <= ")
                + String.format(Locale.ROOT, of.format, limit);
    }
}
