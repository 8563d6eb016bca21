package org.yuanliu.tools.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yuanliu.template.Field;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;

/**
 * A template as a Java class that depends on the client alone. The same template gives the same text.
 *
 * @param reference by which records name the template, such as {@code steel-coil:1}
 * @param packageName empty for none
 */
record JavaClass(Template template, String reference, String packageName, String name) {
    /** Simple names of the types that a class uses. */
    private static final Map<String, String> IMPORTS = Map.of(
            "BigDecimal", "java.math.BigDecimal",
            "LocalDate", "java.time.LocalDate",
            "List", "java.util.List",
            "Map", "java.util.Map",
            "Identifier", "org.yuanliu.model.Identifier",
            "FileHash", "org.yuanliu.sdk.FileHash",
            "TemplatedRecord", "org.yuanliu.sdk.TemplatedRecord",
            "IdentifierRule", "org.yuanliu.template.IdentifierRule");

    private static final List<String> OTHER_TYPES = List.of("Choice", "String", "Override", "Object", "Enum");

    private static final int MOST_IN_MAP_OF = 10;

    /** Methods that the class has without any field. */
    private static final List<String> METHODS = List.of(
            "of",
            "under",
            "identifier",
            "template",
            "values",
            "missing",
            "set",
            "getClass",
            "hashCode",
            "equals",
            "toString",
            "clone",
            "finalize",
            "notify",
            "notifyAll",
            "wait");

    /** What the class is called if the user does not say. */
    static String nameOf(Template template) {
        return types().free(JavaNames.type(template.name()), template.version());
    }

    /** Whether a class may be called so without hiding a type that it uses. */
    static boolean mayBeCalled(String name) {
        return types().free(name, 0).equals(name);
    }

    private static JavaNames types() {
        List<String> taken = new ArrayList<>(IMPORTS.keySet());
        taken.addAll(OTHER_TYPES);
        return new JavaNames(taken);
    }

    /** The whole file. */
    String text() {
        List<JavaField> fields = fields();
        JavaText text = new JavaText();
        if (!packageName.isEmpty()) {
            text.lines("", "package " + packageName + ";", "");
        }
        for (String each : imports(fields)) {
            text.lines("", "import " + each + ";");
        }
        text.lines("").comment("", about(fields));
        text.lines("", "public final class " + name + " extends TemplatedRecord<" + name + "> {");
        writeConstants(text);
        writeOf(text);
        template.identifierRule().ifPresent(rule -> writeUnder(rule, text));
        fields.forEach(field -> field.write(name, text));
        fields.forEach(field -> field.choice().ifPresent(choice -> field.writeChoices(choice, text)));
        return text.lines("", "}").toString();
    }

    private List<JavaField> fields() {
        JavaNames methods = new JavaNames(METHODS);
        methods.free(name, 0);
        JavaNames types = types();
        types.free(name, 0);
        return template.fields().stream()
                .map(field -> JavaField.of(field, methods, types))
                .toList();
    }

    private TreeSet<String> imports(List<JavaField> fields) {
        TreeSet<String> imports = new TreeSet<>();
        for (String each : List.of("List", "Identifier", "TemplatedRecord")) {
            imports.add(IMPORTS.getOrDefault(each, each));
        }
        if (template.identifierRule().isPresent()) {
            imports.add(IMPORTS.getOrDefault("Map", ""));
            imports.add(IMPORTS.getOrDefault("IdentifierRule", ""));
        }
        fields.stream()
                .map(JavaField::type)
                .filter(IMPORTS::containsKey)
                .map(IMPORTS::get)
                .forEach(imports::add);
        return imports;
    }

    private List<String> about(List<JavaField> fields) {
        List<String> about = new ArrayList<>();
        about.add(JavaField.name(template.label()) + ": {@code " + JavaText.plain(reference) + "}, GB/T 4754 "
                + template.industry() + ".");
        List<String> required = fields.stream()
                .filter(field -> field.field().requiredAtFirst())
                .map(JavaField::method)
                .toList();
        if (!required.isEmpty()) {
            about.add("必填 Required: " + String.join(", ", required) + ".");
        }
        about.add("由模板生成，请勿手改 Written by {@code yuanliu template java}; change the template, not this file.");
        return about;
    }

    private void writeConstants(JavaText text) {
        text.comment("    ", List.of("模板及版本 The template and its version."))
                .lines("    ", "public static final String TEMPLATE = " + JavaText.literal(reference) + ";", "");
        List<String> required = template.fields().stream()
                .filter(Field::requiredAtFirst)
                .map(Field::name)
                .toList();
        text.list("    ", "private static final List<String> REQUIRED = List.of", JavaText.literals(required), ";");
        template.identifierRule()
                .ifPresent(rule -> text.lines("")
                        .list(
                                "    ",
                                "private static final IdentifierRule RULE = IdentifierRule.of",
                                List.of(JavaText.literal(rule.pattern())),
                                ";"));
    }

    private void writeOf(JavaText text) {
        text.lines(
                        "    ",
                        "",
                        "private " + name + "(Identifier identifier) {",
                        "    super(TEMPLATE, REQUIRED, identifier);",
                        "}",
                        "")
                .comment("    ", List.of("新记录，或已有记录的后补值 A new record, or late values of one that exists."))
                .lines(
                        "    ",
                        "public static " + name + " of(Identifier identifier) {",
                        "    return new " + name + "(identifier);",
                        "}");
    }

    /** The factory for identifiers that follow from the values; what is free in the rule is for the caller to say. */
    private void writeUnder(IdentifierRule rule, JavaText text) {
        JavaNames parameters = new JavaNames(List.of("prefix", "Map"));
        List<String> signature = new ArrayList<>(List.of("String prefix"));
        List<String> entries = new ArrayList<>();
        List<String> tags = new ArrayList<>(List.of("@param prefix 前缀 of the identifier, such as 88.118.8"));
        boolean few = rule.freeParts().size() < MOST_IN_MAP_OF;
        entries.add(entry(few, IdentifierRule.CLASS, JavaText.literal(template.industry())));
        rule.freeParts().forEach((part, form) -> {
            String parameter = parameters.free(JavaNames.camel(part), entries.size());
            signature.add("String " + parameter);
            entries.add(entry(few, part, parameter));
            tags.add("@param " + parameter + " " + form);
        });
        text.lines(
                        "    ",
                        "",
                        "private " + name + "(String prefix, Map<String, String> parts) {",
                        "    super(TEMPLATE, REQUIRED, prefix, RULE, parts);",
                        "}",
                        "")
                .comment(
                        "    ",
                        List.of("标识按规则由各字段的值构成 A record whose identifier follows from its values: "
                                + JavaText.plain(rule.pattern()) + "."),
                        tags.toArray(String[]::new))
                .list("    ", "public static " + name + " under", signature, " {")
                .list("        ", "return new " + name + "(prefix, Map.of" + (few ? "" : "Entries"), entries, ");")
                .lines("    ", "}");
    }

    private static String entry(boolean few, String part, String value) {
        String both = JavaText.literal(part) + ", " + value;
        return few ? both : "Map.entry(" + both + ")";
    }
}
