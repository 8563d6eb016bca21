package org.yuanliu.node.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.PrivateFile;

/** How the files of jobs are written: so that they are whole and on disk, or not there. */
final class JobFiles {
    /** What lies beside the jobs and begins so is no job any more, or none yet. */
    static final String NO_JOB = ".";

    /** How Linux says that a disk is full. */
    static final String NO_SPACE = "No space left";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobFiles() {}

    static Saved read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Saved.class);
    }

    /** Puts the state in the place of the one before; when this returns it is on disk. */
    static void write(Path file, Saved saved) throws IOException {
        PrivateFile.replace(file, JSON.writeValueAsBytes(saved));
    }

    /** Takes a job away; killed in the midst of it, the node finds no half of one. */
    static void delete(Path folder) throws IOException {
        Path gone = folder.resolveSibling(NO_JOB + "gone-" + folder.getFileName());
        Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
        deleteAll(gone);
    }

    static void deleteAll(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            inside.forEach(files::add);
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /** What whoever asks may know of it: without what lies where on this machine. */
    static Problem problem(IOException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains(NO_SPACE);
        return Problem.of(Reason.READ_ONLY, full ? "the disk is full" : "the disk of the import jobs refuses");
    }
}
