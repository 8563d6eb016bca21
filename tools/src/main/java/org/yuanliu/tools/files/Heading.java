package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** The first row of a table: what the columns mean. The first column is the identifier, if rows say theirs. */
sealed interface Heading permits TypeHeading, FieldHeading {
    Set<String> IDENTIFIER = Set.of("identifier", "handle", "标识");

    /** All columns. */
    int columns();

    /** What a row says; it has as many cells as there are {@link #columns}. */
    BatchLine read(long number, String text, List<String> cells) throws MalformedMessage;

    /**
     * Reads the first row.
     *
     * @param template whose fields the columns are; without one they are types of elements
     * @param naming of rows, if no column has their identifiers
     * @throws MalformedMessage with the column at fault
     */
    static Heading of(List<String> cells, Optional<String> template, Optional<Naming> naming) throws MalformedMessage {
        String first = cells.isEmpty()
                ? ""
                : cells.get(0).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
        if (!cells.isEmpty() && !IDENTIFIER.contains(first) && naming.isPresent() && template.isPresent()) {
            List<String> names = new ArrayList<>(cells);
            names.set(0, names.get(0).replace("\uFEFF", ""));
            return FieldHeading.of(names, template.get(), naming);
        }
        if (!IDENTIFIER.contains(first)) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "the first row",
                    "its first column is '" + first + "', right is 'identifier', then a "
                            + (template.isPresent() ? "field" : "type") + " a column" + separator(first)
                            + (template.isPresent()
                                    ? "; with --prefix rows get the identifiers of the template's rule"
                                    : ""));
        }
        List<String> names = cells.subList(1, cells.size());
        return template.isPresent() ? FieldHeading.of(names, template.get(), Optional.empty()) : TypeHeading.of(names);
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
            if (cells.size() != columns()) {
                throw new MalformedMessage(
                        Reason.INVALID_ARGUMENT,
                        "the row",
                        "it has " + cells.size() + " cells, the first row has " + columns());
            }
            return read(number, text, cells);
        } catch (MalformedMessage e) {
            return new BatchLine.Wrong(number, text, e.problem());
        }
    }

    /** For a complaint about a column, counted from 1. */
    static MalformedMessage wrongColumn(int column, String why) {
        return new MalformedMessage(Reason.INVALID_ARGUMENT, "column " + column, why);
    }
}
