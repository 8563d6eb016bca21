package org.yuanliu.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Request;

/**
 * Which records of a template are looked for. They come in the order of the first condition's values, or of their
 * registration if there is none. Immutable.
 *
 * <pre>{@code
 * Search.of(Identifier.of("88.118.8"), "steel-coil").where("grade", "Q355B").between("mass", "20 t", "26 t")
 * }</pre>
 *
 * @param prefix whose records
 * @param template such as {@code steel-coil}, or the identifier of the template's record; the newest version counts
 * @param conditions that must all hold, on indexed fields of the template
 * @param registeredFrom and {@code registeredTo}: when the records were registered, both included
 */
public record Search(
        Identifier prefix,
        String template,
        List<Request.Condition> conditions,
        Optional<Instant> registeredFrom,
        Optional<Instant> registeredTo) {
    public Search {
        conditions = List.copyOf(conditions);
    }

    public static Search of(Identifier prefix, String template) {
        return new Search(prefix, template, List.of(), Optional.empty(), Optional.empty());
    }

    /** Only records with this value. */
    public Search where(String field, String value) {
        return with(new Request.Condition(field, Optional.of(value), Optional.of(value)));
    }

    /** Only records whose value is not less than one and not greater than the other. */
    public Search between(String field, String from, String to) {
        return with(new Request.Condition(field, Optional.of(from), Optional.of(to)));
    }

    public Search with(Request.Condition condition) {
        List<Request.Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Search(prefix, template, more, registeredFrom, registeredTo);
    }

    public Search registeredFrom(Instant from) {
        return new Search(prefix, template, conditions, Optional.of(from), registeredTo);
    }

    public Search registeredTo(Instant to) {
        return new Search(prefix, template, conditions, registeredFrom, Optional.of(to));
    }
}
