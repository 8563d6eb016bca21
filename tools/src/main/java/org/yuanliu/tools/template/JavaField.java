package org.yuanliu.tools.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Label;
import org.yuanliu.template.Visibility;

/**
 * A field as a method of the class.
 *
 * @param method its name
 * @param type of the value, a simple name
 */
record JavaField(Field field, String method, String type) {
    static JavaField of(Field field, JavaNames methods, JavaNames types) {
        String method = methods.free(JavaNames.camel(field.name()), field.index());
        FieldKind kind = field.kind();
        String type = "String";
        if (kind instanceof FieldKind.Choice) {
            type = types.free(JavaNames.type(field.name()), field.index());
        } else if (kind instanceof FieldKind.Decimal) {
            type = "BigDecimal";
        } else if (kind instanceof FieldKind.Date) {
            type = "LocalDate";
        } else if (kind instanceof FieldKind.Reference) {
            type = "Identifier";
        } else if (kind instanceof FieldKind.Hash) {
            type = "FileHash";
        }
        return new JavaField(field, method, type);
    }

    Optional<FieldKind.Choice> choice() {
        return field.kind() instanceof FieldKind.Choice choice ? Optional.of(choice) : Optional.empty();
    }

    /** The method that sets the value. */
    void write(String owner, JavaText text) {
        String name = JavaText.literal(field.name());
        String parameter = "value";
        String unit = "";
        if (field.kind() instanceof FieldKind.Decimal decimal) {
            parameter = JavaNames.unit(decimal.unit());
            unit = ", " + JavaText.literal(decimal.unit());
        }
        text.lines("")
                .comment("    ", List.of(comment()))
                .lines(
                        "    ",
                        "public " + owner + " " + method + "(" + type + " " + parameter + ") {",
                        "    return set(" + name + ", " + parameter + unit + ");",
                        "}");
    }

    /** The codes that the value may have, as an enumeration. */
    void writeChoices(FieldKind.Choice choice, JavaText text) {
        JavaNames constants = new JavaNames(List.of("code", "valueOf", "values"));
        text.lines("")
                .comment("    ", List.of(name(field.label()) + "."))
                .lines("    ", "public enum " + type + " implements Choice {");
        for (int i = 0; i < choice.choices().size(); i++) {
            FieldKind.Choice.Option option = choice.choices().get(i);
            String constant = constants.free(JavaNames.constant(option.code(), field.name()), i + 1);
            String end = i == choice.choices().size() - 1 ? ";" : ",";
            text.comment("        ", List.of(name(option.label()) + "."))
                    .lines("        ", constant + "(" + JavaText.literal(option.code()) + ")" + end);
        }
        text.lines(
                "    ",
                "",
                "    private final String code;",
                "",
                "    " + type + "(String code) {",
                "        this.code = code;",
                "    }",
                "",
                "    @Override",
                "    public String code() {",
                "        return code;",
                "    }",
                "}");
    }

    static String name(Label label) {
        String both = label.zh().equals(label.en()) ? label.en() : label.zh() + " " + label.en();
        return JavaText.plain(both);
    }

    private String comment() {
        List<String> sentences = new ArrayList<>();
        String form = form();
        sentences.add(name(field.label()) + (form.isEmpty() ? "" : ": " + JavaText.plain(form)) + ".");
        if (field.required()) {
            sentences.add(field.late() ? "必填，可后补 Required, may come late." : "必填 Required.");
        }
        if (field.unique()) {
            sentences.add("唯一 Unique.");
        }
        if (field.visibility() != Visibility.PUBLIC) {
            sentences.add(field.visibility() == Visibility.PARTNER ? "伙伴可见 For partners." : "不公开 Private.");
        }
        return String.join(" ", sentences);
    }

    private static String decimals(int scale) {
        String english = scale == 1 ? "1 decimal" : scale + " decimals";
        return scale == 0 ? "整数 whole" : "小数至多 " + scale + " 位 up to " + english;
    }

    private String form() {
        if (field.kind() instanceof FieldKind.Decimal decimal) {
            String range = decimal.min().toPlainString() + ".." + decimal.max().toPlainString() + " " + decimal.unit();
            return range.strip() + ", " + decimals(decimal.scale());
        } else if (field.kind() instanceof FieldKind.Text line) {
            String length = "至多 " + line.maxLength() + " 字符 up to " + line.maxLength() + " characters";
            return length
                    + line.pattern().map(pattern -> ", 格式 form " + pattern).orElse("");
        }
        return "";
    }
}
