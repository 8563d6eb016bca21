package org.yuanliu.tools.files;

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

    /** The two kinds of files. */
    enum Format {
        /** First row {@code identifier,TYPE,...}, then a batch a row. */
        CSV,
        /** A record as JSON a line. */
        JSONL;

        /** By the file's ending; empty if it is none of csv, jsonl and ndjson. */
        public static Optional<Format> of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv")) {
                return Optional.of(CSV);
            }
            return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Optional.of(JSONL) : Optional.empty();
        }
    }

    /**
     * Of what a file consists.
     *
     * @param digest names its content: 43 letters, digits, - and _
     */
    record Survey(long lines, String digest) {}

    /**
     * Reads the whole file once, to know beforehand that it can be read.
     *
     * @throws java.nio.charset.CharacterCodingException if it is in another encoding
     */
    static Survey survey(Path file, Charset encoding) throws IOException {
        MessageDigest digest = sha256();
        long lines = 0;
        char last = '\n';
        char[] buffer = new char[1 << 16];
        try (var bytes = new DigestInputStream(Files.newInputStream(file), digest);
                Reader reader = new InputStreamReader(bytes, encoding.newDecoder())) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    last = buffer[i];
                    lines += last == '\n' ? 1 : 0;
                }
            }
        }
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        return new Survey(last == '\n' ? lines : lines + 1, name);
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
     * @throws MalformedMessage if its first row is wrong
     */
    static BatchFile open(Path file, Format format, Charset encoding) throws IOException, MalformedMessage {
        return open(reader(file, encoding), format);
    }

    /**
     * Reads from anywhere; closing the result closes the reader.
     *
     * @throws MalformedMessage if the first row is wrong
     */
    static BatchFile open(Reader reader, Format format) throws IOException, MalformedMessage {
        return switch (format) {
            case CSV -> CsvFile.open(reader);
            case JSONL -> new JsonLinesFile(reader);
        };
    }

    private static Reader reader(Path file, Charset encoding) throws IOException {
        return Files.newBufferedReader(file, encoding);
    }

    @Override
    void close() throws IOException;
}
