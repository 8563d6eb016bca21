package org.yuanliu.node.store.rocks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.store.Keys;
import org.yuanliu.node.store.StoreFailure;

/**
 * The file {@code acknowledged} of a store: whoever locks it holds the folder, and in it stands as {@code u8} how many
 * changes the store had when it last acknowledged a commit.
 *
 * <p>RocksDB takes a damaged end of its files for what a crash leaves and goes on without it. That is right for what was
 * never acknowledged and wrong for all else; this number tells the two apart. It is written without waiting for the
 * disk: that it falls behind when the power fails only makes the check weaker. Used by the one writer.
 */
final class Acknowledged implements AutoCloseable {
    private final Path folder;
    private final RandomAccessFile file;

    private Acknowledged(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    /** @throws StoreFailure if somebody else holds the folder */
    static Acknowledged hold(Path folder) throws IOException {
        var file = new RandomAccessFile(folder.resolve("acknowledged").toFile(), "rw");
        try {
            if (file.getChannel().tryLock() != null) {
                return new Acknowledged(folder, file);
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw Failures.heldByAnother(folder);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw Failures.heldByAnother(folder);
    }

    /** 0 for a new store, and for a copy that has not been opened yet. */
    long number() throws IOException {
        byte[] number = new byte[Long.BYTES];
        file.seek(0);
        return file.read(number) == number.length ? Keys.parseNumber(Bytes.wrap(number)) : 0;
    }

    /** @throws StoreFailure if the store has fewer changes than it once acknowledged */
    void demandOf(OpenRocks database) throws IOException {
        if (database.latestSequence() < number()) {
            throw new StoreFailure(
                    "the store in " + folder + " has lost changes it had acknowledged: a file is damaged "
                            + "or missing, put the store back from a backup or a replica");
        }
    }

    void note(long sequence) {
        try {
            file.seek(0);
            file.write(Keys.number(sequence).toArray());
        } catch (IOException e) {
            // The commit is durable without this note.
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StoreFailure("the folder " + folder + " cannot be given back: " + e.getMessage(), e);
        }
    }
}
