package org.yuanliu.tools.template;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.template.Field;
import org.yuanliu.template.FieldKind;
import org.yuanliu.template.Template;
import org.yuanliu.template.Visibility;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the fields of a template: of one that comes with the product, or of a file. */
@Command(name = "show")
final class TemplateShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "NAME|FILE.json|RECORD", descriptionKey = "TEMPLATE")
    private String source = "";

    TemplateShowCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        Template template = TemplateSource.of(source, node, console.texts()).template();
        console.answer(out -> print(template, out), json -> TemplateJson.write(template, json));
        return Exit.OK.code();
    }

    private void print(Template template, PrintStream out) {
        out.println(console.bold(template.toString()) + "  "
                + (console.texts().chinese()
                        ? template.label().zh()
                        : template.label().en()));
        template.identifierRule().ifPresent(rule -> out.println("  " + console.text("template.rule", rule)));
        for (Field field : template.fields()) {
            String label = console.texts().chinese()
                    ? field.label().zh()
                    : field.label().en();
            out.println("  " + console.faint(Integer.toString(field.index())) + "  " + Terminal.pad(field.name(), 24)
                    + Terminal.pad(label, 30) + Terminal.pad(kind(field.kind()), 24)
                    + String.join(" ", marks(field)));
        }
    }

    private static String kind(FieldKind kind) {
        if (kind instanceof FieldKind.Decimal decimal) {
            return (decimal.min().toPlainString() + ".." + decimal.max().toPlainString() + " " + decimal.unit())
                    .strip();
        }
        return kind.word();
    }

    private List<String> marks(Field field) {
        List<String> marks = new ArrayList<>();
        mark(field.required() && !field.late(), "required", marks);
        mark(field.late(), "late", marks);
        mark(field.unique(), "unique", marks);
        mark(field.indexed(), "indexed", marks);
        mark(field.visibility() == Visibility.PARTNER, "partner", marks);
        mark(field.visibility() == Visibility.PRIVATE, "private", marks);
        return marks;
    }

    private void mark(boolean holds, String key, List<String> marks) {
        if (holds) {
            marks.add(console.text("template." + key));
        }
    }
}
