package org.yuanliu.sdk;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.IdentifierRule;

/**
 * A new record in the words of its template, or late and corrected values of one that exists. It is the base of the
 * classes that {@code yuanliu template java} writes, one for each template:
 *
 * <pre>{@code
 * SteelCoil coil = SteelCoil.of(identifier)
 *         .grade("Q355B")
 *         .mass(new BigDecimal("26947"))
 *         .bend(SteelCoil.Bend.PASS);
 * line.register(coil, verdict -> record(verdict));
 * }</pre>
 *
 * <p>A value that is null is not given, also if there was one before. The types are checked here; ranges, patterns and what
 * is missing are the node's to judge, which tells all faults of a record at once. For one thread; may be changed and sent
 * again once it was sent.
 *
 * @param <T> the class itself
 */
public abstract class TemplatedRecord<T extends TemplatedRecord<T>> {
    private final String template;
    private final List<String> required;
    private final Naming naming;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** One of the codes that a field may have. */
    public interface Choice {
        /** As the template has it. */
        String code();
    }

    /** Where the identifier comes from. */
    private interface Naming {
        Identifier identifier(Map<String, String> values);
    }

    /**
     * @param template such as {@code steel-coil:1} for one of the node's own, or {@code 88.118.8/META_steel-coil:1}
     * @param required names of the fields that must have a value when the record is registered
     */
    protected TemplatedRecord(String template, List<String> required, Identifier identifier) {
        this.template = template;
        this.required = required;
        this.naming = ignored -> identifier;
    }

    /**
     * A record whose identifier is made of its values.
     *
     * @param template such as {@code steel-coil:1} for one of the node's own, or {@code 88.118.8/META_steel-coil:1}
     * @param required names of the fields that must have a value when the record is registered
     * @param prefix of the identifier, such as {@code 88.118.8}
     * @param parts texts of the parts that are no fields
     */
    protected TemplatedRecord(
            String template, List<String> required, String prefix, IdentifierRule rule, Map<String, String> parts) {
        Map<String, String> fixed = Map.copyOf(parts);
        this.template = template;
        this.required = required;
        this.naming = given -> identifier(prefix, rule, fixed, given);
    }

    private static Identifier identifier(
            String prefix, IdentifierRule rule, Map<String, String> parts, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(parts);
        String suffix = rule.suggest(all)
                .orElseThrow(() -> new IllegalStateException(
                        "the identifier lacks " + String.join(", ", rule.lacking(all)) + "; its rule is " + rule));
        try {
            return Identifier.of(prefix + "/" + suffix);
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * The identifier, which may follow from the values.
     *
     * @throws IllegalStateException if it does and one of them is missing or does not fit; says which
     */
    public final Identifier identifier() {
        return naming.identifier(values);
    }

    /** The template and its version as the node is told. */
    public final String template() {
        return template;
    }

    /** The texts of the values by the names of the fields, as they are now. */
    public final Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Names of the fields without which the node refuses to register the record; those of late values are not among them. */
    public final List<String> missing() {
        return required.stream().filter(field -> !values.containsKey(field)).toList();
    }

    protected final T set(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            values.remove(field);
        } else {
            values.put(field, value.strip());
        }
        return self();
    }

    /** @param unit of the template, behind the number; may be empty */
    protected final T set(String field, @Nullable BigDecimal value, String unit) {
        return set(field, value == null ? null : value.toPlainString() + " " + unit);
    }

    protected final T set(String field, @Nullable LocalDate value) {
        return set(field, value == null ? null : value.toString());
    }

    protected final T set(String field, @Nullable Identifier value) {
        return set(field, value == null ? null : value.text());
    }

    protected final T set(String field, @Nullable FileHash value) {
        return set(field, value == null ? null : value.text());
    }

    protected final T set(String field, @Nullable Choice value) {
        return set(field, value == null ? null : value.code());
    }

    @SuppressWarnings("unchecked") // T is the class itself
    private T self() {
        return (T) this;
    }

    @Override
    public final String toString() {
        return template + " " + values;
    }
}
