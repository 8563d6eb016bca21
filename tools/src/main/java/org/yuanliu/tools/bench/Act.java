package org.yuanliu.tools.bench;

import java.util.List;

/** A part of the benchmark with nodes of its own, which live as long as it is played. */
interface Act {
    /** Names of its trials, and of its figures or groups of them. */
    List<String> names();

    /** Measures what the stage wants of it. */
    void play(Stage stage) throws Exception;
}
