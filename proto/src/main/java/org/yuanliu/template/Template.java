package org.yuanliu.template;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;

/**
 * One version of what a class of products says about each batch. Carries its checks ready to run. Immutable and
 * thread-safe.
 */
public final class Template {
    public static final int MAX_FIELDS = 500;
    public static final int MAX_VERSION = 999_999;
    public static final int MAX_NAME = 60;

    /** Type of the element that holds a version of a template, with the version as index. */
    public static final ElementType DEFINITION = new ElementType("TEMPLATE_DEFINITION");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern INDUSTRY = Pattern.compile("[0-9]{2,4}");

    private final String name;
    private final int version;
    private final Label label;
    private final String industry;
    private final List<Field> fields;
    private final Optional<IdentifierRule> identifierRule;
    private final @Nullable FieldCheck[] checks;
    private final Map<String, Field> byName = new HashMap<>();
    private final long[] requiredAtFirst;

    /**
     * @param name small letters, digits and {@code -}, beginning with a letter, at most {@value #MAX_NAME} characters
     * @param version 1..{@value #MAX_VERSION}
     * @param industry class of GB/T 4754, two to four digits, such as 3130
     * @param fields 1..{@value #MAX_FIELDS}, no index, name or label twice
     * @param identifierRule names fields that are required at first
     * @throws InvalidTemplate if a bound is broken or the parts contradict each other
     */
    public Template(
            String name,
            int version,
            Label label,
            String industry,
            List<Field> fields,
            Optional<IdentifierRule> identifierRule) {
        InvalidTemplate.unless(
                name.length() <= MAX_NAME && NAME.matcher(name).matches(),
                "name",
                "right is a small letter, then small letters, digits and -, at most " + MAX_NAME + " characters");
        InvalidTemplate.unless(
                version >= 1 && version <= MAX_VERSION, "version", "found " + version + ", right is 1.." + MAX_VERSION);
        InvalidTemplate.unless(
                INDUSTRY.matcher(industry).matches(),
                "industry",
                "right is a class of GB/T 4754, two to four digits such as 3130");
        InvalidTemplate.unless(
                !fields.isEmpty() && fields.size() <= MAX_FIELDS,
                "fields",
                "found " + fields.size() + ", right are 1.." + MAX_FIELDS);
        this.name = name;
        this.version = version;
        this.label = label;
        this.industry = industry;
        this.fields = List.copyOf(fields);
        this.identifierRule = identifierRule;
        this.requiredAtFirst = new long[(fields.size() + 63) / 64];
        this.checks = checks();
        checkNames();
        checkRule();
    }

    private @Nullable FieldCheck[] checks() {
        @Nullable FieldCheck[] byIndex = new FieldCheck[Field.LAST_INDEX - Field.FIRST_INDEX + 1];
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            int at = field.index() - Field.FIRST_INDEX;
            InvalidTemplate.unless(byIndex[at] == null, "fields[" + i + "].index", field.index() + " is given twice");
            byIndex[at] = new FieldCheck(field, i);
            if (field.requiredAtFirst()) {
                requiredAtFirst[i >> 6] |= 1L << i;
            }
        }
        return byIndex;
    }

    /** Names and labels are what people fill in by: each stands for one field. */
    private void checkNames() {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            for (String each :
                    List.of(field.name(), field.label().zh(), field.label().en())) {
                Field other = byName.putIfAbsent(plain(each), field);
                InvalidTemplate.unless(
                        other == null || other.equals(field),
                        "fields[" + i + "]",
                        "'" + each + "' already names the field with index " + (other == null ? 0 : other.index()));
            }
        }
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private void checkRule() {
        for (String part : identifierRule.map(IdentifierRule::valueNames).orElse(List.of())) {
            Optional<Field> field = field(part);
            InvalidTemplate.unless(field.isPresent(), "identifier", "there is no field '" + part + "'");
            InvalidTemplate.unless(
                    field.filter(Field::requiredAtFirst).isPresent(),
                    "identifier",
                    "field '" + part + "' must be required, and not late");
            InvalidTemplate.unless(
                    field.map(Field::kind).filter(Template::fitsIdentifiers).isPresent(),
                    "identifier",
                    "field '" + part + "' is no text, choice or date");
        }
        for (String part : identifierRule.map(rule -> rule.freeParts().keySet()).orElse(Set.of())) {
            InvalidTemplate.unless(
                    fieldCalled(part).isEmpty(), "identifier", "'" + part + "' is a field, so it takes no length");
        }
    }

    private static boolean fitsIdentifiers(FieldKind kind) {
        return kind instanceof FieldKind.Text || kind instanceof FieldKind.Choice || kind instanceof FieldKind.Date;
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    public Label label() {
        return label;
    }

    /** Class of GB/T 4754. */
    public String industry() {
        return industry;
    }

    public List<Field> fields() {
        return fields;
    }

    /** How identifiers of such records are formed. */
    public Optional<IdentifierRule> identifierRule() {
        return identifierRule;
    }

    /** The same with a rule of one's own for identifiers. */
    public Template withIdentifierRule(IdentifierRule rule) {
        return new Template(name, version, label, industry, fields, Optional.of(rule));
    }

    public Optional<Field> field(int index) {
        return Optional.ofNullable(check(index)).map(FieldCheck::field);
    }

    /** The field with exactly this name. */
    public Optional<Field> field(String fieldName) {
        for (Field each : fields) {
            if (each.name().equals(fieldName)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The field that a name or label stands for; case does not matter. */
    Optional<Field> fieldCalled(String nameOrLabel) {
        return Optional.ofNullable(byName.get(plain(nameOrLabel)));
    }

    /** All names and labels, in small letters. */
    Set<String> allNames() {
        return byName.keySet();
    }

    /** The values of a record by the names of the fields, as identifier rules take them. */
    public Map<String, String> values(List<Element> elements) {
        Map<String, String> values = new HashMap<>();
        values.put(IdentifierRule.CLASS, industry);
        for (Element each : elements) {
            FieldCheck check = check(each.index());
            if (check != null) {
                values.put(check.field().name(), each.text());
            }
        }
        return values;
    }

    /** The check of the field with this index; null if there is none. */
    @Nullable
    FieldCheck check(int index) {
        int at = index - Field.FIRST_INDEX;
        return at >= 0 && at < checks.length ? checks[at] : null;
    }

    /** The check of the field at this place in the list. */
    FieldCheck checkAt(int position) {
        return Objects.requireNonNull(check(fields.get(position).index()));
    }

    /** A bit for each place in the list of fields; not to be changed. */
    long[] requiredAtFirst() {
        return requiredAtFirst;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template t
                && name.equals(t.name)
                && version == t.version
                && label.equals(t.label)
                && industry.equals(t.industry)
                && fields.equals(t.fields)
                && identifierRule.equals(t.identifierRule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version);
    }

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
