package org.yuanliu.tools.samples;

import java.util.ArrayList;
import java.util.List;

/** One sample file in the making: a header and its lines, all plain text without a comma in any field. */
final class Sheet {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    Sheet(String name, String... header) {
        this.name = name;
        this.columns = header.length;
        lines.add(String.join(",", header));
    }

    void add(String... fields) {
        if (fields.length != columns) {
            throw new IllegalArgumentException(fields.length + " fields for " + columns + " columns");
        }
        lines.add(String.join(",", fields));
    }

    String name() {
        return name;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
