package org.yuanliu.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to measure.
 *
 * @param folder where temporary nodes go: its disk is what registrations wait for
 * @param records in the nodes of most trials
 * @param scale records in the large node, up to ten million
 * @param keep where the large node stays for the next time
 * @param rounds runs of each trial, all trials in turn, of which the median counts
 * @param tools compiled programs to measure beside
 * @param only names of the trials to run, with their bounds; empty for all
 * @param nodeOptions of Java, for nodes in processes of their own
 */
record Settings(
        Path folder,
        int records,
        int scale,
        Optional<Path> keep,
        int rounds,
        Duration time,
        Duration warmUp,
        Optional<Path> tools,
        List<String> only,
        List<String> nodeOptions) {}
