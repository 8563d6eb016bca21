package org.yuanliu.tools.files;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
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
    private final CsvRows rows;
    private final CsvHeader header;
    private Optional<BatchLine> next = Optional.empty();
    private boolean ended;

    private CsvFile(CsvRows rows, CsvHeader header) {
        this.rows = rows;
        this.header = header;
    }

    static CsvFile open(Reader reader) throws IOException, MalformedMessage {
        CsvRows rows = new CsvRows(reader);
        CsvRows.Row first =
                rows.next().orElseThrow(() -> new MalformedMessage(Reason.INVALID_ARGUMENT, "the file", "it is empty"));
        if (first.fault().isPresent()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "the first row", first.fault().get());
        }
        return new CsvFile(rows, CsvHeader.of(first.cells()));
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
            Optional<CsvRows.Row> row = rows.next();
            ended = row.isEmpty();
            return row.map(this::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BatchLine line(CsvRows.Row row) {
        List<String> cells = row.cells();
        try {
            List<CsvHeader.Column> columns = header.columns();
            if (row.fault().isPresent()) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT, "the row", row.fault().get());
            }
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
            return new BatchLine.Batch(row.number(), row.text(), Identifier.of(cells.get(0)), elements);
        } catch (MalformedMessage e) {
            return new BatchLine.Wrong(row.number(), row.text(), e.problem());
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
