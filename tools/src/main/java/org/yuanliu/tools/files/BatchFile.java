package org.yuanliu.tools.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.yuanliu.model.MalformedMessage;

/**
 * A file of batches being read, line by line and in its order; holds one line at a time. For one thread. The iterator's
 * methods throw {@link java.io.UncheckedIOException} if the file cannot be read on.
 */
public interface BatchFile extends Iterator<BatchLine>, Closeable {

    /** The kinds of files. */
    enum Format {
        /** First row {@code identifier,TYPE,...}, then a batch a row. */
        CSV,
        /** A record as JSON a line. */
        JSONL,
        /** The rows of CSV in a sheet of an Excel workbook. */
        XLSX;

        /** By the file's ending; empty if it is none of csv, jsonl, ndjson and xlsx. */
        public static Optional<Format> of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv")) {
                return Optional.of(CSV);
            } else if (name.endsWith(".xlsx")) {
                return Optional.of(XLSX);
            }
            return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Optional.of(JSONL) : Optional.empty();
        }
    }

    /**
     * How a file is to be read.
     *
     * @param encoding of text; a workbook says its own
     * @param template whose fields the columns of a table are; without one they are types of elements
     * @param sheet of a workbook; without one the first
     * @param naming of rows of a table whose first column is no identifier
     */
    record Reading(
            Format format,
            Charset encoding,
            Optional<String> template,
            Optional<String> sheet,
            Optional<Naming> naming) {
        /** Every row says its identifier. */
        public Reading(Format format, Charset encoding, Optional<String> template, Optional<String> sheet) {
            this(format, encoding, template, sheet, Optional.empty());
        }
    }

    /**
     * Of what a file consists.
     *
     * @param lines {@value #UNKNOWN} if only reading it through would tell
     * @param digest names its content and how it is read: 43 letters, digits, - and _
     */
    record Survey(long lines, String digest) {
        public static final long UNKNOWN = -1;
    }

    /**
     * Goes through the whole file once, to know beforehand that it can be read.
     *
     * @throws java.nio.charset.CharacterCodingException if it is text in another encoding
     */
    static Survey survey(Path file, Reading reading) throws IOException {
        MessageDigest digest = sha256();
        reading.template().ifPresent(template -> digest.update(("template " + template + '\n').getBytes(UTF_8)));
        reading.sheet().ifPresent(sheet -> digest.update(("sheet " + sheet + '\n').getBytes(UTF_8)));
        reading.naming().ifPresent(naming -> digest.update(naming.text().getBytes(UTF_8)));
        boolean text = reading.format() != Format.XLSX;
        long lines = 0;
        char last = '\n';
        char[] buffer = new char[1 << 16];
        try (var bytes = new DigestInputStream(Files.newInputStream(file), digest);
                Reader reader = new InputStreamReader(bytes, (text ? reading.encoding() : ISO_8859_1).newDecoder())) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    last = buffer[i];
                    lines += last == '\n' ? 1 : 0;
                }
            }
        }
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        return new Survey(!text ? Survey.UNKNOWN : last == '\n' ? lines : lines + 1, name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Opens a file.
     *
     * @throws MalformedMessage if its first row is wrong, or it is no workbook or lacks the sheet
     */
    static BatchFile open(Path file, Reading reading) throws IOException, MalformedMessage {
        if (reading.format() == Format.XLSX) {
            return WorkbookFile.open(file, reading);
        }
        Reader reader = Files.newBufferedReader(file, reading.encoding());
        return reading.format() == Format.JSONL
                ? new JsonLinesFile(reader)
                : CsvFile.open(reader, reading.template(), reading.naming());
    }

    /**
     * Reads text from anywhere, columns being types of elements; closing the result closes the reader.
     *
     * @throws MalformedMessage if the first row is wrong
     */
    static BatchFile open(Reader reader, Format format) throws IOException, MalformedMessage {
        return switch (format) {
            case CSV -> CsvFile.open(reader, Optional.empty(), Optional.empty());
            case JSONL -> new JsonLinesFile(reader);
            case XLSX -> throw new IllegalArgumentException("a workbook is no text");
        };
    }

    @Override
    void close() throws IOException;
}
