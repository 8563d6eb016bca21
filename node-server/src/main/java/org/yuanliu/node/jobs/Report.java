package org.yuanliu.node.jobs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.ImportState;

/** The report of a job being written. For one thread; read by others up to the length that the job tells. */
final class Report implements AutoCloseable {
    /** Most bytes of a page; one row may go beyond. */
    private static final int PAGE_BYTES = 1 << 20;

    /** Stretches this short are read through instead of halved. */
    private static final int SHORT = 1 << 16;

    private static final byte[] ROW_BEGIN = "{\"line\":".getBytes(StandardCharsets.US_ASCII);

    private final FileChannel file;

    private Report(FileChannel file) {
        this.file = file;
    }

    /** @param length what is behind it goes: its parcels will be told anew */
    static Report open(Path path, long length) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Report(file.truncate(length));
    }

    /** Writes rows behind the first {@code length} bytes, in the place of what an attempt before may have left there. */
    void write(long length, byte[] rows) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(rows);
        while (bytes.hasRemaining()) {
            file.write(bytes, length + bytes.position());
        }
    }

    /** When this returns, what was written is on disk. */
    void force() throws IOException {
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Some rows.
     *
     * @param rows as JSON, without line breaks
     * @param next line to go on with; 0 if there is no further row by now
     */
    record Page(List<Bytes> rows, long next) {}

    /** The rows from a line on, at most {@code limit}; behind the last of a job that ended early, one for all untried. */
    static Page read(Job job, long from, int limit) throws IOException {
        Saved seen = job.seen();
        List<Bytes> rows = new ArrayList<>();
        long end = Files.exists(job.report()) ? seen.at().reportBytes() : 0;
        long bytes = 0;
        try (Rows file = new Rows(job.report(), end == 0 ? 0 : place(job.report(), end, from), end)) {
            for (Bytes row = file.next(); !row.isEmpty(); row = file.next()) {
                long line = line(row);
                if (line < from) {
                    continue;
                }
                if (rows.size() == limit || bytes > PAGE_BYTES) {
                    return new Page(rows, line);
                }
                rows.add(row);
                bytes += row.length();
            }
        }
        long untried = seen.at().line() + 1;
        boolean early = seen.state().ended() && seen.state() != ImportState.DONE;
        if (early && seen.at().tried() < seen.given().rows()) {
            if (rows.size() == limit) {
                return new Page(rows, untried);
            }
            rows.add(Bytes.utf8("{\"line\":" + Math.max(untried, from) + ",\"status\":\"untried\"}"));
        }
        return new Page(rows, 0);
    }

    /** Start of a row that is not behind the first with this line or a later one: rows are in the order of lines. */
    private static long place(Path path, long end, long line) throws IOException {
        long low = 0;
        long high = end;
        while (high - low > SHORT) {
            long middle = low + (high - low) / 2;
            try (Rows rows = new Rows(path, middle, high)) {
                rows.next(); // The rest of the row that the middle lies in.
                long start = rows.offset;
                Bytes row = rows.next();
                if (!row.isEmpty() && line(row) < line) {
                    low = start;
                } else {
                    high = middle;
                }
            }
        }
        return low;
    }

    private static long line(Bytes row) {
        long line = 0;
        for (int i = ROW_BEGIN.length; row.u1(i) >= '0' && row.u1(i) <= '9'; i++) {
            line = 10 * line + row.u1(i) - '0';
        }
        return line;
    }

    /** The rows between two places of the file. */
    private static final class Rows implements AutoCloseable {
        private final InputStream in;
        private final long end;
        private long offset;

        Rows(Path path, long offset, long end) throws IOException {
            this.in = end == 0
                    ? InputStream.nullInputStream()
                    : new BufferedInputStream(Channels.newInputStream(
                            FileChannel.open(path, StandardOpenOption.READ).position(offset)));
            this.offset = offset;
            this.end = end;
        }

        /** The next whole row; empty at the end. */
        Bytes next() throws IOException {
            var row = new ByteArrayOutputStream(128);
            while (offset < end) {
                int each = in.read();
                if (each < 0) {
                    throw new EOFException("the report of an import job is shorter than it was");
                }
                offset++;
                if (each == '\n') {
                    return Bytes.wrap(row.toByteArray());
                }
                row.write(each);
            }
            return Bytes.EMPTY;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
