package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Element;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** The first row of a CSV file: what the columns mean. */
record CsvHeader(String text, List<Column> columns) {
    private static final Set<String> IDENTIFIER = Set.of("identifier", "handle", "标识");
    private static final Pattern INDEXED = Pattern.compile("([0-9]{1,9}):(.+)");

    /** Every cell of a column becomes an element of this index and type. */
    record Column(int index, String type) {
        Element element(String text) {
            return Element.of(index, type, text);
        }
    }

    static CsvHeader of(List<String> cells) throws MalformedMessage {
        String first = cells.isEmpty() ? "" : cells.get(0).replace("\uFEFF", "").toLowerCase(Locale.ROOT);
        if (!IDENTIFIER.contains(first)) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "the first row",
                    "its first column is '" + first + "', right is 'identifier', then a type a column"
                            + separator(first));
        }
        List<Column> columns = new ArrayList<>();
        Set<Integer> indexes = new HashSet<>();
        for (int i = 1; i < cells.size(); i++) {
            Column column = column(cells.get(i), i);
            if (!indexes.add(column.index)) {
                throw new MalformedMessage(Reason.DUPLICATE_INDEX, Integer.toString(column.index));
            }
            columns.add(column);
        }
        return new CsvHeader(String.join(",", cells), List.copyOf(columns));
    }

    /** Spreadsheets of some languages put semicolons or tabs between the cells. */
    private static String separator(String first) {
        boolean semicolon = first.contains(";");
        return semicolon || first.contains("\t")
                ? "; its cells are separated by " + (semicolon ? "semicolons" : "tabs") + ", right are commas"
                : "";
    }

    private static Column column(String name, int place) throws MalformedMessage {
        Matcher indexed = INDEXED.matcher(name);
        Column column = indexed.matches()
                ? new Column(
                        Integer.parseInt(indexed.group(1)), indexed.group(2).strip())
                : new Column(place, name);
        if (column.index == 0 || column.type.isEmpty()) {
            throw new MalformedMessage(
                    Reason.INVALID_ARGUMENT,
                    "column " + (place + 1),
                    "its name is '" + name + "', right is TYPE or INDEX:TYPE");
        }
        return column;
    }
}
