package org.yuanliu.tools.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yuanliu.json.ItemJson;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Violation;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateSuggest;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether an identifier follows the rule of a template, and if not which part of it does not. */
@Command(name = "check")
final class IdentifierCheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final RuleOptions options;

    @Parameters(paramLabel = "IDENTIFIER", descriptionKey = "IDENTIFIER")
    private String given = "";

    IdentifierCheckCommand(Console console) {
        this.console = console;
        this.options = new RuleOptions(console);
    }

    @Override
    public Integer call() {
        Identifier identifier = Given.identifier(given, console.texts());
        if (identifier.isPrefixRecord()) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("identifier.noSuffix", given));
        }
        TemplateSource source = options.template(identifier.prefix());
        String rule =
                source.template().identifierRule().map(IdentifierRule::pattern).orElse("");
        List<Violation> violations = violations(source.template(), identifier);
        console.answer(
                out -> {
                    if (violations.isEmpty()) {
                        out.println(console.text("identifier.right", identifier.text(), rule));
                    }
                    violations.forEach(
                            each -> out.println(each.text(console.texts().locale())));
                },
                json -> {
                    json.writeStartObject();
                    json.writeStringField("identifier", identifier.text());
                    json.writeStringField("template", source.reference());
                    json.writeStringField("rule", rule);
                    json.writeBooleanField("right", violations.isEmpty());
                    ItemJson.writeViolations(violations, console.texts().locale(), json);
                    json.writeEndObject();
                });
        return (violations.isEmpty() ? Exit.OK : Exit.REFUSED).code();
    }

    /** What is wrong with the values, and with the identifier as far as values tell. */
    private List<Violation> violations(Template template, Identifier identifier) {
        Map<String, String> ofFields = new LinkedHashMap<>(options.values());
        ofFields.keySet().removeIf(name -> TemplateSuggest.isFree(template, name));
        var filled = TemplateFill.fillSome(template, ofFields);
        List<Violation> violations = new ArrayList<>(filled.violations());
        String text = identifier.text();
        String suffix = text.substring(text.indexOf('/') + 1);
        template.identifierRule()
                .ifPresent(rule -> violations.addAll(rule.check(suffix, template.values(filled.elements()))));
        return violations;
    }
}
