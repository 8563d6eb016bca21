package org.yuanliu.node.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.yuanliu.json.ItemLines;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Reason;
import org.yuanliu.node.ops.QuietLog;

/**
 * A file on its way to become a job. It lies in a folder that is none yet, and is a job all at once. Where its key has
 * made a job before, it is only compared with that. Methods wait for the disk; thread-safe.
 */
public final class Upload {
    private static final QuietLog LOG = QuietLog.of(Upload.class);

    private final Jobs jobs;
    private final Wish wish;
    private final Path folder;
    private final Optional<Job> before;
    private final MessageDigest digest = sha256();
    private final Optional<FileChannel> file;
    private volatile long bytes;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean dead;
    private long rows;
    private boolean inRow;

    /**
     * What its owner said.
     *
     * @param id of the job that it will be
     * @param language of the texts in its report
     */
    record Wish(String id, String owner, String name, String language) {}

    private Upload(Jobs jobs, Wish wish, Path folder, Optional<Job> before, Optional<FileChannel> file) {
        this.jobs = jobs;
        this.wish = wish;
        this.folder = folder;
        this.before = before;
        this.file = file;
    }

    /** @param before the job that the key has made */
    static Upload begin(Jobs jobs, Wish wish, Path folder, Optional<Job> before) throws IOException {
        if (before.isPresent()) {
            return new Upload(jobs, wish, folder, before, Optional.empty());
        }
        Files.createDirectory(folder);
        FileChannel file = FileChannel.open(Job.lines(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new Upload(jobs, wish, folder, before, Optional.of(file));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Wish wish() {
        return wish;
    }

    Path folder() {
        return folder;
    }

    /** Bytes that it takes on disk. */
    long stored() {
        return before.isPresent() ? 0 : bytes;
    }

    /** Whether it has ended without becoming a job, or nothing has come for so long that it is to end. */
    boolean isDead(long patienceNanos) {
        return dead || System.nanoTime() - lastNanos > patienceNanos;
    }

    /** Takes the next piece; a refusal is the end of it. */
    synchronized void take(Bytes piece) throws JobRefusal {
        try {
            demandLife();
            lastNanos = System.nanoTime();
            if (bytes + piece.length() > jobs.limits().fileBytes()) {
                String most = Long.toString(jobs.limits().fileBytes());
                throw new JobRefusal(Reason.TOO_LARGE, "The file", "more than " + most + " bytes", most + " bytes");
            }
            piece.digestInto(digest);
            count(piece);
            if (file.isPresent()) {
                jobs.demandRoom(wish.owner(), piece.length());
                ByteBuffer left = ByteBuffer.wrap(piece.toArray());
                while (left.hasRemaining()) {
                    file.get().write(left);
                }
            }
            bytes += piece.length();
        } catch (IOException e) {
            abandon();
            throw refusal(e);
        } catch (JobRefusal e) {
            abandon();
            throw e;
        }
    }

    private void demandLife() throws JobRefusal {
        if (dead) {
            throw new JobRefusal(Reason.TOO_BUSY, "the upload was given up because nothing came");
        }
    }

    private void count(Bytes piece) {
        for (int i = 0; i < piece.length(); i++) {
            byte each = (byte) piece.u1(i);
            if (each == '\n') {
                inRow = false;
            } else if (!inRow && !ItemLines.blank(each)) {
                inRow = true;
                rows++;
            }
        }
    }

    /** The whole file is there: it becomes a job, which is on disk when this returns. */
    synchronized Job finish() throws JobRefusal {
        try {
            demandLife();
            String said = HexFormat.of().formatHex(digest.digest());
            if (file.isPresent()) {
                file.get().force(true);
                file.get().close();
            }
            Job job = before.isPresent() ? before.get() : jobs.adopt(this, said, bytes, rows);
            if (!job.seen().given().digest().equals(said)) {
                throw new JobRefusal(Reason.REQUEST_ID_REUSED, "of import job " + wish.id());
            }
            return job;
        } catch (IOException e) {
            throw refusal(e);
        } finally {
            abandon();
        }
    }

    private static JobRefusal refusal(IOException cause) {
        LOG.warn("cannot take a file for an import job: {}", cause.toString());
        return new JobRefusal(JobFiles.problem(cause));
    }

    /** Nobody waits for it any more. Does not wait for the disk; {@link #abandon} follows, or {@link Jobs} sweeps it. */
    void give() {
        dead = true;
    }

    /** Takes away what did not become a job. May come again. */
    synchronized void abandon() {
        dead = true;
        jobs.forget(this);
        try {
            if (file.isPresent()) {
                file.get().close();
            }
            if (Files.exists(folder)) {
                JobFiles.deleteAll(folder);
            }
        } catch (IOException e) {
            LOG.warn("cannot take away an upload: {}", e.toString());
        }
    }
}
