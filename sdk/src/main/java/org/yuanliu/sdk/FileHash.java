package org.yuanliu.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The digest of a file, as templates hold it. Immutable and thread-safe.
 *
 * @param text {@code sm3:} or {@code sha256:} and 64 small hexadecimal digits
 */
public record FileHash(String text) {
    private static final Pattern TEXT = Pattern.compile("(sm3|sha256):[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the text has another shape */
    public FileHash {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no digest, right is sm3: or sha256: and 64 small hexadecimal digits");
        }
    }

    /** SHA-256 of a file's bytes, which are read for it. */
    public static FileHash sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return new FileHash("sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
