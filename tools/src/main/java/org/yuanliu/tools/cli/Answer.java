package org.yuanliu.tools.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;

/**
 * A record, whichever door it came through.
 *
 * @param version of the record; only gRPC says it
 * @param modified when it was changed last; only gRPC says it
 */
record Answer(Identifier identifier, List<Element> elements, Optional<Long> version, Optional<Instant> modified) {
    Answer {
        elements = List.copyOf(elements);
    }

    /** As a door without versions gives it. */
    static Answer of(Identifier identifier, List<Element> elements) {
        return new Answer(identifier, elements, Optional.empty(), Optional.empty());
    }
}
