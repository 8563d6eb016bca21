package org.yuanliu.tools.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;

/** Columns that are types of elements. An empty cell makes no element. */
record TypeHeading(List<Column> list) implements Heading {
    private static final Pattern INDEXED = Pattern.compile("([0-9]{1,9}):(.+)");

    TypeHeading {
        list = List.copyOf(list);
    }

    /** Every cell of a column becomes an element of this index and type. */
    record Column(int index, String type) {
        Element element(String text) {
            return Element.of(index, type, text);
        }
    }

    static TypeHeading of(List<String> names) throws MalformedMessage {
        List<Column> columns = new ArrayList<>();
        Set<Integer> indexes = new HashSet<>();
        for (int i = 1; i <= names.size(); i++) {
            Column column = column(names.get(i - 1), i);
            if (!indexes.add(column.index)) {
                throw new MalformedMessage(Reason.DUPLICATE_INDEX, Integer.toString(column.index));
            }
            columns.add(column);
        }
        return new TypeHeading(columns);
    }

    private static Column column(String name, int place) throws MalformedMessage {
        Matcher indexed = INDEXED.matcher(name);
        Column column = indexed.matches()
                ? new Column(
                        Integer.parseInt(indexed.group(1)), indexed.group(2).strip())
                : new Column(place, name);
        if (column.index == 0 || column.type.isEmpty()) {
            throw Heading.wrongColumn(place + 1, "its name is '" + name + "', right is TYPE or INDEX:TYPE");
        }
        return column;
    }

    @Override
    public int columns() {
        return 1 + list.size();
    }

    @Override
    public BatchLine read(long number, String text, List<String> cells) throws MalformedMessage {
        Identifier identifier = Identifier.of(cells.get(0));
        List<Element> elements = new ArrayList<>(cells.size());
        for (int i = 1; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                elements.add(list.get(i - 1).element(cells.get(i)));
            }
        }
        return new BatchLine.Batch(number, text, identifier, elements);
    }
}
