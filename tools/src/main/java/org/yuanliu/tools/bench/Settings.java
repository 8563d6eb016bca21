package org.yuanliu.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to measure.
 *
 * @param folder where the node's temporary folder goes: its disk is what registrations wait for
 * @param records in the node
 * @param rounds runs of each trial, all trials in turn, of which the median counts
 * @param tools compiled programs to measure beside
 * @param only names of the trials to run, with their bounds; empty for all
 */
record Settings(
        Path folder,
        int records,
        int rounds,
        Duration time,
        Duration warmUp,
        Optional<Path> tools,
        List<String> only) {}
