package org.yuanliu.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;

/**
 * A record, or the selected part of it, as the node answered. Immutable and thread-safe.
 *
 * @param identifier in the spelling of the question
 * @param elements in the order of the record
 * @param version 1 when created, one more with each change
 * @param modified when the record was changed last
 */
public record Resolution(Identifier identifier, List<Element> elements, long version, Instant modified) {
    public Resolution {
        elements = List.copyOf(elements);
    }

    /** The element with this index. */
    public Optional<Element> element(int index) {
        return elements.stream().filter(e -> e.index() == index).findFirst();
    }

    /** Text of the first element of a type, such as {@code URL}; types compare without regard to ASCII case. */
    public Optional<String> text(String type) {
        var wanted = new ElementType(type);
        return elements.stream()
                .filter(e -> e.type().equals(wanted))
                .findFirst()
                .map(Element::text);
    }
}
