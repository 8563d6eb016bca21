package org.yuanliu.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** Most faults of one suffix that are repaired to say what was meant: with more it probably is another one. */
    private static final int MOST_REPAIRED = 4;

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

    /** The parts that are free within their length: their names, each with its form, such as {@code [0-9]{2}}. */
    public Map<String, String> freeParts() {
        Map<String, String> free = new LinkedHashMap<>();
        for (IdentifierPart part : parts) {
            if (part instanceof IdentifierPart.Free each) {
                free.putIfAbsent(each.name(), each.form());
            }
        }
        return free;
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

    /** The parts that have no text, or none that fits, for these values; as the pattern writes them. */
    public List<String> lacking(Map<String, String> values) {
        List<String> lacking = new ArrayList<>();
        for (IdentifierPart part : parts) {
            if (part.text(values, "").isEmpty()) {
                lacking.add(part.written());
            }
        }
        return lacking;
    }

    /** The same by the names of fields and free parts, each once. */
    Set<String> lackingNames(Map<String, String> values) {
        Set<String> lacking = new LinkedHashSet<>();
        for (IdentifierPart part : parts) {
            if (part.text(values, "").isEmpty()) {
                lacking.add(part.name());
            }
        }
        return lacking;
    }

    /**
     * What is wrong with a suffix; empty if nothing.
     *
     * @param values canonical texts by the names of fields; a part whose field has none fits anything
     */
    public List<Violation> check(String suffix, Map<String, String> values) {
        Optional<Fault> fault = fault(suffix, values);
        if (fault.isEmpty()) {
            return List.of();
        }
        return List.of(new Violation(
                FIELD,
                0,
                Rule.IDENTIFIER_RULE,
                suffix,
                filled(values),
                repaired(suffix, fault.get(), values),
                Optional.of(fault.get().told(suffix, values))));
    }

    /** A part that does not fit to what stands from {@code at} on, {@code found} as far as can be told. */
    private record Fault(IdentifierPart part, int at, String found) {
        Violation.Part told(String suffix, Map<String, String> values) {
            return new Violation.Part(
                    suffix.codePointCount(0, at) + 1,
                    part instanceof IdentifierPart.Literal ? "" : part.written(),
                    found,
                    part.right(values, suffix.substring(0, at)));
        }
    }

    /**
     * The first part that does not fit. Follows all ways at once, so that no rule takes long: the places that may be
     * reached behind each part. Of several the farthest is taken for the one that was meant.
     */
    private Optional<Fault> fault(String suffix, Map<String, String> values) {
        int farthest = 0;
        BitSet reached = new BitSet();
        reached.set(0);
        for (int i = 0; i < parts.size(); i++) {
            BitSet next = next(parts.get(i), reached, suffix, values);
            farthest = reached.length() - 1;
            if (next.isEmpty()) {
                return Optional.of(new Fault(parts.get(i), farthest, found(i, suffix, farthest, values)));
            }
            reached = next;
        }
        return reached.get(suffix.length())
                ? Optional.empty()
                : Optional.of(new Fault(parts.get(parts.size() - 1), farthest, suffix.substring(farthest)));
    }

    private static BitSet next(IdentifierPart part, BitSet reached, String suffix, Map<String, String> values) {
        Optional<String> text = part.text(values, "");
        BitSet next = new BitSet();
        for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
            int least = part.least(suffix, at, text);
            int most = part.most(suffix, at, text);
            if (least <= most) {
                next.set(least, most + 1);
            }
        }
        return next;
    }

    /** What stands in the place of a part: up to the text that separates it from the next, if that is there. */
    private String found(int part, String suffix, int at, Map<String, String> values) {
        int end = suffix.length();
        if (parts.get(part) instanceof IdentifierPart.Literal literal) {
            end = Math.min(end, at + literal.written().length());
        } else if (part + 1 < parts.size() && parts.get(part + 1) instanceof IdentifierPart.Literal separator) {
            String own = parts.get(part).text(values, "").orElse("");
            end = separator(separator.written(), own, suffix, at);
        } else if (part + 1 < parts.size()) {
            int length = parts.get(part).text(values, "").map(String::length).orElse(end);
            end = Math.min(end, at + length);
        }
        boolean half = end > at && end < suffix.length() && Character.isLowSurrogate(suffix.charAt(end));
        return suffix.substring(at, half ? end + 1 : end);
    }

    /** Where the separator behind a part stands, which may stand in the part's own text, too. */
    private static int separator(String separator, String own, String suffix, int at) {
        int there = suffix.indexOf(separator, at);
        for (int i = own.indexOf(separator); i >= 0 && there >= 0; i = own.indexOf(separator, i + 1)) {
            there = suffix.indexOf(separator, there + 1);
        }
        return there < 0 ? suffix.length() : there;
    }

    /** The suffix with its faults repaired one by one; empty if one of them leaves a choice, or they are many. */
    private String repaired(String suffix, Fault first, Map<String, String> values) {
        String text = suffix;
        Optional<Fault> fault = Optional.of(first);
        for (int i = 0; i < MOST_REPAIRED && fault.isPresent(); i++) {
            String front = text.substring(0, fault.get().at());
            String behind =
                    text.substring(fault.get().at() + fault.get().found().length());
            Optional<String> right = fault.get().part().repaired(fault.get().found(), values, front);
            if (right.isEmpty()) {
                return "";
            }
            text = front + right.get() + behind;
            fault = fault(text, values);
        }
        return fault.isPresent() ? "" : text;
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
