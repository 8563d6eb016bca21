package org.yuanliu.node.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;

/**
 * A job and its folder: {@code lines.jsonl}, what was uploaded, gone when it is done; {@code state.json}; and {@code
 * report.jsonl}, which may be longer than the state knows. Reading it is safe from any thread; {@link Jobs} says who may
 * change it.
 */
final class Job {
    private final String id;
    private final Path folder;
    private volatile Saved seen;

    Job(String id, Path folder, Saved saved) {
        this.id = id;
        this.folder = folder;
        this.seen = saved;
    }

    static Path state(Path folder) {
        return folder.resolve("state.json");
    }

    static Path lines(Path folder) {
        return folder.resolve("lines.jsonl");
    }

    String id() {
        return id;
    }

    Path folder() {
        return folder;
    }

    Path report() {
        return folder.resolve("report.jsonl");
    }

    /** How it stands, progress included that is not safe yet. */
    Saved seen() {
        return seen;
    }

    ImportState state() {
        return seen.state();
    }

    ImportJob view(Locale locale) {
        return seen.view(id, locale);
    }

    /** Notes progress for who asks. */
    void show(Saved now) {
        seen = now;
    }

    /** Notes how it stands for good. */
    void save(Saved now) throws IOException {
        JobFiles.write(state(folder), now);
        seen = now;
    }

    /** The lines from a place on. */
    InputStream linesFrom(long offset) throws IOException {
        return Channels.newInputStream(
                FileChannel.open(lines(folder), StandardOpenOption.READ).position(offset));
    }

    /** A job that is done needs them no more. */
    void dropLines() throws IOException {
        Files.deleteIfExists(lines(folder));
    }
}
