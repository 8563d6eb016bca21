package org.yuanliu.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yuanliu.model.Rule;
import org.yuanliu.model.Violation;

/**
 * How the suffixes of identifiers are formed, such as {@code {class}.{grade}.{date}.{heat}-{serial:n2}}. Immutable.
 *
 * <ul>
 *   <li>{@code {class}}: the template's class of industry
 *   <li>{@code {grade}}: letters and digits of a field's value, so that a date becomes {@code 20261124}
 *   <li>{@code {lot:text}}: the value of a field as it is
 *   <li>{@code {serial:n2}}, {@code {serial:n2-4}}: free, two digits, two to four; {@code a} for letters, {@code x} for
 *       letters or digits
 *   <li>{@code {check}}: at the end, the check character over all letters and digits in front (ISO 7064, MOD 37,36)
 *   <li>anything else stands for itself
 * </ul>
 *
 * Letters compare without regard to case, as identifiers do.
 */
public final class IdentifierRule {
    /** Name of the industry's class among the values. */
    public static final String CLASS = "class";

    static final String CHECK = "check";

    /** Names that no field may have. */
    static final Set<String> RESERVED = Set.of(CLASS, CHECK);

    /** The field that violations of the rule name. */
    public static final String FIELD = "identifier";

    /** Longest pattern in characters. */
    public static final int MAX_PATTERN = 200;

    private final String pattern;
    private final List<IdentifierPart> parts;

    private IdentifierRule(String pattern, List<IdentifierPart> parts) {
        this.pattern = pattern;
        this.parts = parts;
    }

    /** @throws InvalidTemplate if the pattern cannot be understood */
    public static IdentifierRule of(String pattern) {
        InvalidTemplate.unless(
                !pattern.isEmpty() && pattern.length() <= MAX_PATTERN,
                FIELD,
                "right is a pattern of 1.." + MAX_PATTERN + " characters");
        return new IdentifierRule(pattern, List.copyOf(IdentifierPart.parse(pattern)));
    }

    public String pattern() {
        return pattern;
    }

    /** Names of the fields whose values are parts. */
    public List<String> valueNames() {
        List<String> names = new ArrayList<>();
        for (IdentifierPart part : parts) {
            if (part instanceof IdentifierPart.Value value && !value.name().equals(CLASS)) {
                names.add(value.name());
            }
        }
        return names;
    }

    /** Names of the parts that are free within their length. */
    public List<String> freeNames() {
        List<String> names = new ArrayList<>();
        for (IdentifierPart part : parts) {
            if (part instanceof IdentifierPart.Free free) {
                names.add(free.name());
            }
        }
        return names;
    }

    /**
     * The suffix that these values give.
     *
     * @param values canonical texts by the names of fields ({@link Template#values}), and texts for free parts by theirs
     * @return empty if a part has no value, or one that does not fit
     */
    public Optional<String> suggest(Map<String, String> values) {
        StringBuilder suffix = new StringBuilder();
        for (IdentifierPart part : parts) {
            Optional<String> text = part.text(values, suffix);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            suffix.append(text.get());
        }
        return suffix.isEmpty() ? Optional.empty() : Optional.of(suffix.toString());
    }

    /**
     * What is wrong with a suffix; empty if nothing.
     *
     * @param values canonical texts by the names of fields; a part whose field has none fits anything
     */
    public List<Violation> check(String suffix, Map<String, String> values) {
        if (matches(suffix, values)) {
            return List.of();
        }
        return List.of(
                new Violation(FIELD, 0, Rule.IDENTIFIER_RULE, suffix, filled(values), checkHint(suffix, values)));
    }

    /** Follows all ways at once, so that no rule takes long: the places that may be reached behind each part. */
    private boolean matches(String suffix, Map<String, String> values) {
        BitSet reached = new BitSet();
        reached.set(0);
        for (IdentifierPart part : parts) {
            BitSet next = new BitSet();
            for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
                int least = part.least(suffix, at, values);
                int most = part.most(suffix, at, values);
                if (least <= most) {
                    next.set(least, most + 1);
                }
            }
            reached = next;
        }
        return reached.get(suffix.length());
    }

    /** The pattern with all values filled in that are known. */
    private String filled(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        for (IdentifierPart part : parts) {
            boolean known = !(part instanceof IdentifierPart.Free) && !(part instanceof IdentifierPart.Check);
            filled.append(known ? part.text(values, "").orElse(part.written()) : part.written());
        }
        return filled.toString();
    }

    /** The right suffix if only the check character is wrong. */
    private String checkHint(String suffix, Map<String, String> values) {
        if (suffix.isEmpty() || !(parts.get(parts.size() - 1) instanceof IdentifierPart.Check check)) {
            return "";
        }
        String front = suffix.substring(0, suffix.length() - 1);
        String right = front + check.text(values, front).orElse("");
        return matches(right, values) ? right : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentifierRule rule && pattern.equals(rule.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
