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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Batch;
import org.yuanliu.node.store.Family;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;

/** Looks at a folder before RocksDB gets it, because RocksDB would rather begin afresh than ask. */
final class StoreFolder {
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path folder;

    StoreFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder if it is missing; refuses one with a damaged store or one of another format. */
    void prepare() {
        try {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve("CURRENT"))) {
                checkFamilies();
            } else if (holdsData()) {
                throw new StoreFailure("the folder " + folder
                        + " holds data of a store but not its file CURRENT: put the store back from a backup");
            }
        } catch (IOException e) {
            throw new StoreFailure("the folder " + folder + " cannot be used: " + e, e);
        }
    }

    /** Writes the format marker into a new store and demands ours in any other. */
    void checkFormat(OpenRocks database, RocksSettings settings) throws RocksDBException {
        Optional<Bytes> format = database.get(Family.META, Keys.FORMAT, settings.fromDisk());
        if (format.isEmpty() && database.latestSequence() == 0) {
            Batch first = new Batch();
            first.put(Family.META, Keys.FORMAT, Keys.number(Keys.FORMAT_NUMBER));
            database.write(first);
        } else if (!format.equals(Optional.of(Keys.number(Keys.FORMAT_NUMBER)))) {
            throw otherFormat(format.map(f -> f.length() == 8 ? Long.toString(f.u8(0)) : f.toString())
                    .orElse("none"));
        }
    }

    /** @throws StoreFailure if the disk takes no more bytes */
    void probe() {
        Path file = folder.resolve("probe.tmp");
        try {
            try (FileChannel out = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            } finally {
                Files.deleteIfExists(file);
            }
            demandSpaceToOpen();
        } catch (IOException e) {
            throw new StoreFailure("the disk under " + folder + " takes no more bytes: " + e.getMessage(), e);
        }
    }

    /** Opening sorts what lies in the write-ahead log into files; if it fails half-way the node cannot even read. */
    private void demandSpaceToOpen() throws IOException {
        long needed = 4L * PROBE_BYTES;
        for (Path log : files(name -> name.matches("[0-9]+\\.log"))) {
            needed += Files.size(log);
        }
        if (Files.getFileStore(folder).getUsableSpace() < needed) {
            throw new IOException("fewer than " + needed + " bytes are free");
        }
    }

    private void checkFamilies() {
        Set<String> known = Stream.of(Family.values()).map(Family::label).collect(Collectors.toSet());
        known.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, folder.toString())) {
                String label = new String(name, StandardCharsets.UTF_8);
                if (!known.contains(label)) {
                    throw otherFormat("with a family \"" + label + "\"");
                }
            }
        } catch (RocksDBException e) {
            throw new Failures(folder).of(e);
        }
    }

    private StoreFailure otherFormat(String found) {
        return new StoreFailure("the store in " + folder + " has format " + found + ", this version expects format "
                + Keys.FORMAT_NUMBER);
    }

    private boolean holdsData() throws IOException {
        return !files(name -> name.matches("[0-9]+\\.(log|sst)")).isEmpty();
    }

    private List<Path> files(Predicate<String> wanted) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> wanted.test(f.getFileName().toString())).toList();
        }
    }
}
