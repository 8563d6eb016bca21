package org.yuanliu.tools.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;

/** What one line of a file of batches says. */
public sealed interface BatchLine {
    /** Where the line begins in its file, from 1. */
    long number();

    /** The line as it stands there; a row of CSV may be several, of a workbook it is the cells, joined by commas. */
    String text();

    /** A line that can be sent. */
    sealed interface Item extends BatchLine {
        Identifier identifier();

        /** Whether the line itself says that the record exists and gets these values put into it. */
        boolean update();
    }

    /** A record in elements. */
    record Batch(long number, String text, Identifier identifier, List<Element> elements, boolean update)
            implements Item {
        public Batch {
            elements = List.copyOf(elements);
        }

        /** A new record. */
        public Batch(long number, String text, Identifier identifier, List<Element> elements) {
            this(number, text, identifier, elements, false);
        }
    }

    /**
     * A record in the words of its template.
     *
     * @param template such as {@code steel-coil:1}
     * @param values by name or label of the template's fields, in the order of the line
     */
    record Filled(
            long number,
            String text,
            Identifier identifier,
            String template,
            Map<String, String> values,
            boolean update)
            implements Item {
        public Filled {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * A line that cannot be read, or breaks the rules of its template.
     *
     * @param record what it says, if it can be read
     */
    record Wrong(long number, String text, Problem problem, Optional<Filled> record) implements BatchLine {
        /** One that cannot be read. */
        public Wrong(long number, String text, Problem problem) {
            this(number, text, problem, Optional.empty());
        }

        /** One that can be read. */
        public static Wrong of(Filled record, Problem problem) {
            return new Wrong(record.number(), record.text(), problem, Optional.of(record));
        }
    }
}
