package org.yuanliu.node.http.pages;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a header field Accept says (RFC 9110, section 12.5.1).
 *
 * @param qualities of each media range, 0..1
 */
record Accepted(Map<String, Double> qualities) {
    private static final int MOST = 100;

    static Accepted of(String header) {
        Map<String, Double> qualities = new HashMap<>();
        for (String range : header.split(",", MOST)) {
            String[] parts = range.split(";", -1);
            qualities.put(parts[0].strip().toLowerCase(Locale.ROOT), quality(parts));
        }
        return new Accepted(qualities);
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }

    /** How much this type is liked; wildcards count. */
    double quality(String type) {
        String range = type.substring(0, type.indexOf('/')) + "/*";
        return qualities.getOrDefault(type, qualities.getOrDefault(range, qualities.getOrDefault("*/*", 0.0)));
    }

    /** How much this very type is liked; wildcards don't count. */
    double exactly(String type) {
        return qualities.getOrDefault(type.toLowerCase(Locale.ROOT), 0.0);
    }
}
