package org.yuanliu.tools.bench;

import java.util.Optional;

/**
 * One row of the report.
 *
 * @param name stable; programs may rely on it
 * @param bound name of the bare trial that says what this one could reach at best
 * @param reference operations a second of the reference server Handle.Net 9.3.1, measured on a 2-core machine on
 *     2026-11-24 with a generator in C: to know the order of size, not to compare with
 */
record Trial(String name, Load load, Optional<String> bound, Optional<Integer> reference) {
    static Trial bare(String name, Load load) {
        return new Trial(name, load, Optional.empty(), Optional.empty());
    }

    static Trial of(String name, Load load, String bound) {
        return new Trial(name, load, Optional.of(bound), Optional.empty());
    }

    static Trial of(String name, Load load) {
        return new Trial(name, load, Optional.empty(), Optional.empty());
    }

    Trial reference(int rate) {
        return new Trial(name, load, bound, Optional.of(rate));
    }
}
