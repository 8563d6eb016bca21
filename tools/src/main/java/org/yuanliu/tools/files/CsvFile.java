package org.yuanliu.tools.files;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/**
 * Comma-separated values as in RFC 4180. The first row names the columns, an empty cell makes no element:
 *
 * <pre>
 * identifier,   grade,  2010:chem.C     the name is a type; a number in front is the index,
 * 88.118.8/X1,  Q355B,  0.165 %         else the column's place: grade has index 1
 * </pre>
 */
final class CsvFile implements BatchFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final CsvHeader header;
    private Optional<BatchLine> next = Optional.empty();
    private boolean ended;

    private CsvFile(CSVParser parser, Iterator<CSVRecord> rows, CsvHeader header) {
        this.parser = parser;
        this.rows = rows;
        this.header = header;
    }

    static CsvFile open(Reader reader) throws IOException, MalformedMessage {
        CSVParser parser = FORMAT.parse(reader);
        Iterator<CSVRecord> rows = parser.iterator();
        try {
            return new CsvFile(
                    parser, rows, CsvHeader.of(rows.hasNext() ? rows.next().toList() : List.of()));
        } catch (UncheckedIOException e) {
            throw new MalformedMessage(broken(e));
        }
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !ended) {
            next = read();
        }
        return next.isPresent();
    }

    @Override
    public BatchLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        BatchLine line = next.orElseThrow();
        next = Optional.empty();
        return line;
    }

    private Optional<BatchLine> read() {
        try {
            ended = !rows.hasNext();
            return ended ? Optional.empty() : Optional.of(line(rows.next()));
        } catch (UncheckedIOException e) {
            // Where a quote does not end nothing behind it can be told apart.
            ended = true;
            return Optional.of(new BatchLine.Wrong(parser.getCurrentLineNumber(), "", broken(e)));
        }
    }

    /** What is wrong with the text; passes on what is wrong with the disk. */
    private static Problem broken(UncheckedIOException e) {
        if (e.getCause() instanceof CSVException wrong) {
            return Problem.of(Reason.INVALID_ARGUMENT, "the row", String.valueOf(wrong.getMessage()));
        }
        throw e;
    }

    private BatchLine line(CSVRecord row) {
        List<String> cells = row.toList();
        String text = String.join(",", cells);
        // The parser stands behind the row, which may be more than one line.
        long number = parser.getCurrentLineNumber()
                - text.chars().filter(c -> c == '\n').count();
        try {
            List<CsvHeader.Column> columns = header.columns();
            if (cells.size() != columns.size() + 1) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "the row",
                        "it has " + cells.size() + " cells, the first row has " + (columns.size() + 1));
            }
            List<Element> elements = new ArrayList<>(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                if (!cells.get(i + 1).isEmpty()) {
                    elements.add(columns.get(i).element(cells.get(i + 1)));
                }
            }
            return new BatchLine.Batch(number, text, Identifier.of(cells.get(0)), elements);
        } catch (MalformedMessage e) {
            return new BatchLine.Wrong(number, text, e.problem());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
