package org.yuanliu.tools.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.model.SharedStrings;

/**
 * The rows of a sheet (ECMA-376, part 1, section 18.3), in their order:
 *
 * <pre>
 * {@code <row r="2"> <c r="A2" t="s"><v>0</v></c> <c r="C2" s="4"><v>45620</v></c> </row>}
 * </pre>
 *
 * A cell of type s names a text of the shared table, inlineStr holds one, str is a formula's text, b is true or false, e a
 * formula's error; any other is a number in the cell's format. Cells that are not there are empty.
 */
final class SheetRows {
    /** What Excel has. */
    private static final int MAX_COLUMNS = 16_384;

    private final InputStream stream;
    private final XMLStreamReader xml;
    private final SharedStrings texts;
    private final CellText formats;
    private long number;

    SheetRows(InputStream stream, SharedStrings texts, CellText formats) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        this.stream = stream;
        this.xml = factory.createXMLStreamReader(stream);
        this.texts = texts;
        this.formats = formats;
    }

    /** @param cells as texts, without blanks at their ends; the last one is not empty */
    record Row(long number, List<String> cells) {}

    /** Number of the row read last, from 1. */
    long number() {
        return number;
    }

    /** The next row that says something; empty behind the last. */
    Optional<Row> next() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("row")) {
                String given = xml.getAttributeValue(null, "r");
                number = given == null ? number + 1 : Long.parseLong(given);
                List<String> cells = cells();
                if (!cells.isEmpty()) {
                    return Optional.of(new Row(number, cells));
                }
            }
        }
        return Optional.empty();
    }

    private List<String> cells() throws XMLStreamException {
        List<String> cells = new ArrayList<>();
        int place = 0;
        while (!ends(xml.next(), "row")) {
            if (begins("c")) {
                String reference = xml.getAttributeValue(null, "r");
                int column = reference == null ? place : new CellReference(reference).getCol();
                if (column < 0 || column >= MAX_COLUMNS) {
                    throw new XMLStreamException("cell " + reference);
                }
                place = column + 1;
                String text = cell().strip();
                if (!text.isEmpty()) {
                    while (cells.size() <= column) {
                        cells.add("");
                    }
                    cells.set(column, text);
                }
            }
        }
        return cells;
    }

    private String cell() throws XMLStreamException {
        String type = Objects.requireNonNullElse(xml.getAttributeValue(null, "t"), "n");
        String style = xml.getAttributeValue(null, "s");
        StringBuilder value = new StringBuilder();
        int phonetic = 0; // how to read Chinese or Japanese characters; no part of the text
        for (int event = xml.next(); !ends(event, "c"); event = xml.next()) {
            if (begins("v") || (begins("t") && phonetic == 0)) {
                value.append(xml.getElementText());
            } else if (begins("rPh")) {
                phonetic++;
            } else if (ends(event, "rPh")) {
                phonetic--;
            }
        }
        if (value.isEmpty()) {
            return "";
        }
        return switch (type) {
            case "s" ->
                texts.getItemAt(Integer.parseInt(value.toString().strip())).getString();
            case "inlineStr", "str", "e" -> value.toString();
            case "b" -> value.toString().strip().equals("1") ? "true" : "false";
            case "d" -> value.toString();
            default -> formats.number(value.toString().strip(), style == null ? 0 : Integer.parseInt(style));
        };
    }

    private boolean begins(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    private boolean ends(int event, String name) {
        return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name);
    }

    void close() throws IOException, XMLStreamException {
        xml.close();
        stream.close();
    }
}
