package org.yuanliu.tools.files;

import java.util.List;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Problem;

/** What one line of a file of batches says. */
public sealed interface BatchLine {
    /** Where the line begins in its file, from 1. */
    long number();

    /** The line as it stands there; a row of CSV may be several. */
    String text();

    /** A line that can be registered. */
    record Batch(long number, String text, Identifier identifier, List<Element> elements) implements BatchLine {
        public Batch {
            elements = List.copyOf(elements);
        }
    }

    /** A line that cannot be read. */
    record Wrong(long number, String text, Problem problem) implements BatchLine {}
}
