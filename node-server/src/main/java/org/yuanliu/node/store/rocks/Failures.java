package org.yuanliu.node.store.rocks;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.yuanliu.node.store.StoreFailure;
import org.yuanliu.node.store.StoreHeld;

/** Puts what RocksDB complains about into a sentence for the operator. */
final class Failures {
    private final Path folder;

    Failures(Path folder) {
        this.folder = folder;
    }

    StoreFailure of(RocksDBException fault) {
        return isDamage(fault)
                ? new StoreFailure(sentence(fault), fault)
                : new StoreFailure(sentence(fault), told(fault), fault);
    }

    static StoreFailure heldByAnother(Path folder) {
        return new StoreHeld(held(folder));
    }

    static StoreFailure damaged(Path folder, String what) {
        return new StoreFailure(damage(folder, what));
    }

    private static boolean isDamage(RocksDBException fault) {
        return fault.getStatus() != null && fault.getStatus().getCode() == Status.Code.Corruption;
    }

    private static String damage(Path folder, String what) {
        return "a file of the store in " + folder + " is damaged, put it back from a backup or a replica: " + what;
    }

    private static String held(Path folder) {
        return "another node has this folder open: " + folder;
    }

    private String sentence(RocksDBException fault) {
        String said = String.valueOf(fault.getMessage());
        Status status = fault.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return "the disk under " + folder + " is full";
        }
        if (status == null || status.getCode() == null) {
            return "the store in " + folder + " failed: " + said;
        }
        return switch (status.getCode()) {
            case IOError -> ioError(said);
            case Corruption -> damage(folder, said);
            default -> "the store in " + folder + " failed: " + said;
        };
    }

    private static String told(RocksDBException fault) {
        Status status = fault.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return "the disk is full";
        }
        boolean disk = status != null && status.getCode() == Status.Code.IOError;
        if (!disk) {
            return "the store failed";
        }
        return isReadOnly(String.valueOf(fault.getMessage())) ? "the store is read-only" : "the disk refuses to write";
    }

    static boolean isReadOnly(String said) {
        return said.contains("Read-only file system") || said.contains("Permission denied");
    }

    /** RocksDB has no codes for these; the tests notice when the wording changes. */
    private String ioError(String said) {
        if (said.contains("lock hold by current process") || said.contains("While lock file")) {
            return held(folder);
        }
        if (isReadOnly(said)) {
            return "the store in " + folder + " may not be written: " + said;
        }
        return "the disk under " + folder + " refuses to read or write: " + said;
    }
}
