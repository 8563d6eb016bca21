package org.yuanliu.tools.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** The first row of a table: what the columns mean. The first column is the identifier. */
sealed interface Heading permits TypeHeading, FieldHeading {
    Set<String> IDENTIFIER = Set.of("identifier", "handle", "标识");

    /** Columns behind the identifier. */
    int columns();

    /** What a row says; the cells behind the identifier are as many as {@link #columns}. */
    BatchLine read(long number, String text, Identifier identifier, List<String> cells) throws MalformedMessage;

    /**
     * Reads the first row.
     *
     * @param template whose fields the columns are; without one they are types of elements
     * @throws MalformedMessage with the column at fault
     */
    static Heading of(List<String> cells, Optional<String> template) throws MalformedMessage {
        String first = cells.isEmpty()
                ? ""
                : cells.get(0).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
        if (!IDENTIFIER.contains(first)) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "the first row",
                    "its first column is '" + first + "', right is 'identifier', then a "
                            + (template.isPresent() ? "field" : "type") + " a column" + separator(first));
        }
        List<String> names = cells.subList(1, cells.size());
        return template.isPresent() ? FieldHeading.of(names, template.get()) : TypeHeading.of(names);
    }

    /** Spreadsheets of some languages put semicolons or tabs between the cells. */
    private static String separator(String first) {
        boolean semicolon = first.contains(";");
        return semicolon || first.contains("\t")
                ? "; its cells are separated by " + (semicolon ? "semicolons" : "tabs") + ", right are commas"
                : "";
    }

    /** A row as a line; a wrong one says what is wrong. */
    default BatchLine line(long number, String text, List<String> cells) {
        try {
            if (cells.size() != columns() + 1) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "the row",
                        "it has " + cells.size() + " cells, the first row has " + (columns() + 1));
            }
            return read(number, text, Identifier.of(cells.get(0)), cells.subList(1, cells.size()));
        } catch (MalformedMessage e) {
            return new BatchLine.Wrong(number, text, e.problem());
        }
    }

    /** For a complaint about a column, counted from 1 with that of the identifier. */
    static MalformedMessage wrongColumn(int place, String why) {
        return new MalformedMessage(Reason.INVALID_ARGUMENT, "column " + (place + 1), why);
    }
}
