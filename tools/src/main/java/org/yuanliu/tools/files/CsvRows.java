package org.yuanliu.tools.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.yuanliu.json.Json;

/**
 * Puts the lines of a CSV file together to rows. A quote that is never closed spoils its own line only: those behind it
 * are read again as rows. For one thread.
 */
final class CsvRows {
    /** A row that grows longer than any record was not meant as one. */
    private static final int MAX_LENGTH = Json.MAX_BYTES;

    private final BufferedReader reader;
    private final Deque<String> again = new ArrayDeque<>();
    private long lines;

    CsvRows(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    /**
     * A row of the file.
     *
     * @param number of its first line, from 1
     * @param text as it stands there
     * @param fault what is wrong with it, if something is
     */
    record Row(long number, String text, List<String> cells, Optional<String> fault) {}

    /** The next row that is not blank; empty at the end. */
    Optional<Row> next() throws IOException {
        Optional<String> line = line();
        while (line.filter(String::isBlank).isPresent()) {
            line = line();
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(row(line.get()));
    }

    private Row row(String first) throws IOException {
        long number = lines;
        List<String> behind = new ArrayList<>();
        CsvRow row = new CsvRow();
        row.add(first);
        int length = first.length();
        Optional<String> more = Optional.of(first);
        while (row.isOpen() && row.fault().isEmpty() && more.isPresent() && length <= MAX_LENGTH) {
            more = line();
            more.ifPresent(row::add);
            more.ifPresent(behind::add);
            length += more.map(String::length).orElse(0) + 1;
        }
        // A quote that was forgotten is closed by the next one in the file, and what stands behind that makes no sense.
        boolean unclosed = row.fault().isEmpty() ? row.isOpen() : !behind.isEmpty();
        if (unclosed) {
            giveBack(behind);
            return new Row(number, first, List.of(), Optional.of("a quote opened here is never closed"));
        }
        return new Row(
                number, behind.isEmpty() ? first : first + "\n" + String.join("\n", behind), row.cells(), row.fault());
    }

    private void giveBack(List<String> behind) {
        for (int i = behind.size() - 1; i >= 0; i--) {
            again.push(behind.get(i));
        }
        lines -= behind.size();
    }

    private Optional<String> line() throws IOException {
        Optional<String> line = again.isEmpty() ? Optional.ofNullable(reader.readLine()) : Optional.of(again.pop());
        lines += line.isPresent() ? 1 : 0;
        return line;
    }

    void close() throws IOException {
        reader.close();
    }
}
