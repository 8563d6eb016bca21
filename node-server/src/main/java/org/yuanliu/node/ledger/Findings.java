package org.yuanliu.node.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check finds wrong: each kind once, with its number and its first case, however many there are. */
final class Findings {
    private record Found(long times, String first) {}

    private final Map<String, Found> kinds = new LinkedHashMap<>();

    /** @param kind a sentence without its full stop */
    void add(String kind, Object where) {
        kinds.merge(kind, new Found(1, where.toString()), (a, b) -> new Found(a.times + 1, a.first));
    }

    void demand(boolean holds, String kindIfNot, Object where) {
        if (!holds) {
            add(kindIfNot, where);
        }
    }

    List<String> sentences() {
        return kinds.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue().times + " times, first " + e.getValue().first + ".")
                .toList();
    }
}
