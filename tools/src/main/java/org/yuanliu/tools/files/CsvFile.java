package org.yuanliu.tools.files;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;

/**
 * Comma-separated values as in RFC 4180. The first row names the columns, an empty cell makes no element:
 *
 * <pre>
 * identifier,   grade,  2010:chem.C     the name is a type; a number in front is the index,
 * 88.118.8/X1,  Q355B,  0.165 %         else the column's place: grade has index 1
 *
 * identifier,   牌号,   chem.C           with a template: names or labels of its fields
 * </pre>
 */
final class CsvFile extends LineAhead {
    private final CsvRows rows;
    private final Heading heading;

    private CsvFile(CsvRows rows, Heading heading) {
        this.rows = rows;
        this.heading = heading;
    }

    static CsvFile open(Reader reader, Optional<String> template, Optional<Naming> naming)
            throws IOException, MalformedMessage {
        CsvRows rows = new CsvRows(reader);
        CsvRows.Row first =
                rows.next().orElseThrow(() -> new MalformedMessage(Reason.INVALID_ARGUMENT, "the file", "it is empty"));
        if (first.fault().isPresent()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT, "the first row", first.fault().get());
        }
        return new CsvFile(rows, Heading.of(first.cells(), template, naming));
    }

    @Override
    Optional<BatchLine> read() {
        try {
            Optional<CsvRows.Row> row = rows.next();
            if (row.isEmpty()) {
                end();
            }
            return row.map(this::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BatchLine line(CsvRows.Row row) {
        return row.fault().isPresent()
                ? new BatchLine.Wrong(
                        row.number(),
                        row.text(),
                        Problem.of(
                                Reason.INVALID_ARGUMENT, "the row", row.fault().get()))
                : heading.line(row.number(), row.text(), row.cells());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
