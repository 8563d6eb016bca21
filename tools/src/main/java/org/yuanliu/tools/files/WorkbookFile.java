package org.yuanliu.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.SharedStrings;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.xml.sax.SAXException;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/**
 * A sheet of an Excel workbook (.xlsx), read as a stream: a row at a time, with only the table of texts and the formats
 * in memory. The first row names the columns as in {@link CsvFile}; rows without any text are skipped.
 */
final class WorkbookFile extends LineAhead {
    /** Most bytes of a sheet, unpacked. */
    private static final long MAX_SHEET = 1L << 30;

    /** Most bytes of the table of texts, unpacked; it is held in memory. */
    private static final long MAX_TEXTS = 128L << 20;

    /** Most files in the archive; a workbook has a few dozen. */
    private static final long MAX_PARTS = 1_000;

    private final OPCPackage archive;
    private final SheetRows rows;
    private final Heading heading;

    private WorkbookFile(OPCPackage archive, SheetRows rows, Heading heading) {
        this.archive = archive;
        this.rows = rows;
        this.heading = heading;
    }

    static WorkbookFile open(Path file, BatchFile.Reading reading) throws IOException, MalformedMessage {
        // What unpacks to a hundred times its size and more, the library refuses by itself.
        ZipSecureFile.setMaxEntrySize(MAX_SHEET);
        ZipSecureFile.setMaxFileCount(MAX_PARTS);
        OPCPackage archive = archive(file);
        boolean opened = false;
        try {
            SheetRows rows = rows(archive, reading.sheet());
            List<String> first = rows.next().map(SheetRows.Row::cells).orElse(List.of());
            Heading heading = Heading.of(first, reading.template(), reading.naming());
            WorkbookFile workbook = new WorkbookFile(archive, rows, heading);
            opened = true;
            return workbook;
        } catch (OpenXML4JException | SAXException | XMLStreamException | RuntimeException e) {
            throw damaged(e);
        } finally {
            if (!opened) {
                archive.revert();
            }
        }
    }

    private static OPCPackage archive(Path file) throws IOException, MalformedMessage {
        try {
            return OPCPackage.open(file.toFile(), PackageAccess.READ);
        } catch (OpenXML4JException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static MalformedMessage damaged(Exception e) {
        return new MalformedMessage(
                Reason.INVALID_ARGUMENT, "the workbook", "it is no .xlsx file, or damaged: " + e.getMessage());
    }

    private static SheetRows rows(OPCPackage archive, Optional<String> name)
            throws IOException, OpenXML4JException, SAXException, XMLStreamException, MalformedMessage {
        for (PackagePart part : archive.getPartsByContentType(XSSFRelation.SHARED_STRINGS.getContentType())) {
            requireSmall(part);
        }
        XSSFReader reader = new XSSFReader(archive);
        reader.setUseReadOnlySharedStringsTable(true);
        SharedStrings texts = reader.getSharedStringsTable();
        StylesTable styles = reader.getStylesTable();
        return new SheetRows(sheet(reader, name), texts, new CellText(styles));
    }

    /** By unpacking it: what the archive says about sizes may be wrong. */
    private static void requireSmall(PackagePart part) throws IOException, MalformedMessage {
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = part.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > MAX_TEXTS) {
                    throw new MalformedMessage(
                            Reason.TOO_LARGE,
                            "the workbook's table of texts",
                            "more than " + MAX_TEXTS + " bytes",
                            MAX_TEXTS + "; save it as CSV");
                }
            }
        }
    }

    private static InputStream sheet(XSSFReader reader, Optional<String> name)
            throws IOException, OpenXML4JException, MalformedMessage {
        List<String> names = new ArrayList<>();
        XSSFReader.SheetIterator sheets = reader.getSheetIterator();
        while (sheets.hasNext()) {
            InputStream sheet = sheets.next();
            if (name.isEmpty() || name.get().equals(sheets.getSheetName())) {
                return sheet;
            }
            names.add(sheets.getSheetName());
            sheet.close();
        }
        throw new MalformedMessage(
                Reason.INVALID_ARGUMENT,
                "the workbook",
                "there is no sheet '" + name.orElse("") + "', right are " + String.join(", ", names));
    }

    @Override
    Optional<BatchLine> read() {
        try {
            Optional<SheetRows.Row> row = rows.next();
            if (row.isEmpty()) {
                end();
            }
            return row.map(r -> heading.line(r.number(), String.join(",", r.cells()), padded(r.cells())));
        } catch (XMLStreamException | RuntimeException e) {
            // Behind damage nothing can be told apart.
            end();
            return Optional.of(new BatchLine.Wrong(rows.number(), "", damaged(e).problem()));
        }
    }

    /** A row ends with its last cell that says something; those behind it are empty. */
    private List<String> padded(List<String> cells) {
        if (cells.size() >= heading.columns()) {
            return cells;
        }
        List<String> padded = new ArrayList<>(cells);
        while (padded.size() < heading.columns()) {
            padded.add("");
        }
        return padded;
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } catch (XMLStreamException e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            archive.revert();
        }
    }
}
