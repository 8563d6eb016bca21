package org.yuanliu.node.store.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;

/**
 * A store's folder while this process holds it. Looks at what is there before RocksDB may write: that would rather begin
 * afresh than ask, and removes files it does not know of.
 */
final class StoreFolder implements AutoCloseable {
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path folder;
    private final RocksSettings settings;
    private final Acknowledged acknowledged;

    private StoreFolder(Path folder, RocksSettings settings, Acknowledged acknowledged) {
        this.folder = folder;
        this.settings = settings;
        this.acknowledged = acknowledged;
    }

    /**
     * Takes the folder, and makes it if it is missing.
     *
     * @throws StoreFailure if another process or this one holds it already
     */
    static StoreFolder hold(Path folder, RocksSettings settings) {
        try {
            Files.createDirectories(folder);
            return new StoreFolder(folder, settings, Acknowledged.hold(folder));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static StoreFailure unusable(Path folder, IOException e) {
        return new StoreFailure("the folder " + folder + " cannot be used: " + e, "the store failed", e);
    }

    /** Opens the database in the folder, a new one if the folder holds none, and nothing that is damaged or foreign. */
    OpenRocks open() throws RocksDBException {
        try {
            if (Files.exists(folder.resolve("CURRENT"))) {
                checkListOfFiles();
                try (OpenRocks found = OpenRocks.toInspect(folder, settings)) {
                    acknowledged.demandOf(found);
                    checkFormat(found);
                }
            } else if (acknowledged.number() > 0
                    || !files(name -> name.matches("[0-9]+\\.(log|sst)")).isEmpty()) {
                throw new StoreFailure("the folder " + folder
                        + " holds data of a store but not its file CURRENT: put the store back from a backup");
            }
            return mark(OpenRocks.open(folder, settings));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Remembers that everything written to the database so far is acknowledged. */
    void acknowledge(OpenRocks database) {
        acknowledged.note(database.latestSequence());
    }

    /** @throws StoreFailure if the disk takes no more bytes, or too few to open the store */
    void probe() {
        Path file = folder.resolve("probe.tmp");
        try {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            String told = Failures.isReadOnly(String.valueOf(e.getMessage()))
                    ? "the store is read-only"
                    : "the disk takes no more bytes";
            throw new StoreFailure("the disk under " + folder + " takes no more bytes: " + e.getMessage(), told, e);
        }
        demandSpaceToOpen();
    }

    /** Opening sorts what lies in the write-ahead log into files; if it fails half-way the node cannot even read. */
    private void demandSpaceToOpen() {
        long needed = 4L * PROBE_BYTES;
        long free;
        try {
            for (Path log : files(name -> name.matches("[0-9]+\\.log"))) {
                needed += Files.size(log);
            }
            free = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (free < needed) {
            throw StoreFailure.unusable(
                    "of the disk under " + folder + " " + free + " bytes are free, the store needs " + needed,
                    "too little of the disk is free");
        }
    }

    private void checkListOfFiles() throws IOException {
        String name = Files.readString(folder.resolve("CURRENT"), StandardCharsets.ISO_8859_1)
                .strip();
        if (!name.matches("MANIFEST-[0-9]+")) {
            throw Failures.damaged(folder, "CURRENT does not name a list of files");
        }
        if (!Manifest.isWhole(folder.resolve(name))) {
            throw Failures.damaged(folder, name);
        }
    }

    private void checkFormat(OpenRocks found) throws RocksDBException {
        if (found.latestSequence() == 0) {
            return; // Whoever made it did not come as far as marking it.
        }
        Optional<Bytes> format = found.get(Family.META, Keys.FORMAT, settings.fromDisk());
        if (!format.equals(Optional.of(Keys.number(Keys.FORMAT_NUMBER)))) {
            throw OpenRocks.otherFormat(
                    folder,
                    format.map(f -> f.length() == Long.BYTES ? Long.toString(f.u8(0)) : f.toString())
                            .orElse("none"));
        }
    }

    /** Writes the format into a new store. */
    private OpenRocks mark(OpenRocks database) throws RocksDBException {
        try {
            if (database.latestSequence() == 0) {
                Batch first = new Batch();
                first.put(Family.META, Keys.FORMAT, Keys.number(Keys.FORMAT_NUMBER));
                database.write(first);
            }
            acknowledge(database);
            return database;
        } catch (RocksDBException e) {
            database.close();
            throw e;
        }
    }

    private List<Path> files(Predicate<String> wanted) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> wanted.test(f.getFileName().toString())).toList();
        }
    }

    @Override
    public void close() {
        acknowledged.close();
    }
}
