package org.yuanliu.tools.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;

/** What one line of a file of batches says. */
public sealed interface BatchLine {
    /** Where the line begins in its file, from 1. */
    long number();

    /** The line as it stands there; of a row of CSV its cells, joined by commas. */
    String text();

    /**
     * A line that can be registered.
     *
     * @param heading what the line needs to be understood: the first row of CSV, else empty
     */
    record Batch(long number, String text, String heading, Identifier identifier, List<Element> elements)
            implements BatchLine {
        public Batch {
            elements = List.copyOf(elements);
        }

        /**
         * A request id that is the same whenever the same line of the same file is sent for the same purpose, so that
         * sending a file again does nothing twice.
         */
        public String requestId(String purpose) {
            String all = String.join("\n", purpose, Long.toString(number), heading, text);
            byte[] digest = sha256().digest(all.getBytes(StandardCharsets.UTF_8));
            return "file-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** A line that cannot be read. */
    record Wrong(long number, String text, Problem problem) implements BatchLine {}
}
