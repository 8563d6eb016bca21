package org.yuanliu.tools.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process of Java holds, in bytes. Linux and a JDK only.
 *
 * @param resident all of it in memory
 * @param heapResident the part of that which is Java's heap; the rest is RocksDB's, buffers, code
 * @param heapUsed objects in the heap, dead ones included
 */
record Memory(long resident, long heapResident, long heapUsed) {
    private static final Pattern RESIDENT = Pattern.compile("^Rss: +(\\d+) kB", Pattern.MULTILINE);
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ ", Pattern.MULTILINE);
    /** A part of the heap: what it has, what is used, where it begins and may end. */
    private static final Pattern SPACE =
            Pattern.compile("total \\d+K, used (\\d+)K \\[0x([0-9a-f]+),.* 0x([0-9a-f]+)\\)");

    static Memory of(long pid) throws IOException, InterruptedException {
        String heap = output("jcmd", Long.toString(pid), "GC.heap_info");
        long used = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Matcher space = SPACE.matcher(heap); space.find(); ) {
            used += Long.parseLong(space.group(1)) << 10;
            first = Math.min(first, Long.parseLong(space.group(2), 16));
            last = Math.max(last, Long.parseLong(space.group(3), 16));
        }
        String mappings = Files.readString(Path.of("/proc", Long.toString(pid), "smaps"));
        return new Memory(resident(mappings, 0, Long.MAX_VALUE), resident(mappings, first, last), used);
    }

    /** Of the mappings that begin between these addresses. */
    private static long resident(String mappings, long first, long last) {
        long sum = 0;
        Matcher size = RESIDENT.matcher(mappings);
        for (Matcher mapping = MAPPING.matcher(mappings); mapping.find() && size.find(mapping.end()); ) {
            long start = Long.parseUnsignedLong(mapping.group(1), 16);
            if (start >= first && start < last) {
                sum += Long.parseLong(size.group(1)) << 10;
            }
        }
        return sum;
    }

    private static String output(String tool, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.command().addAll(List.of(arguments));
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
