package org.yuanliu.json;

import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

/**
 * A record as somebody wrote it down.
 *
 * @param identifier its name, if the text said it
 */
public record GivenRecord(Optional<Identifier> identifier, List<Element> elements) {
    public GivenRecord {
        elements = List.copyOf(elements);
    }
}
