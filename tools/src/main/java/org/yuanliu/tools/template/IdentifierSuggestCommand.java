package org.yuanliu.tools.template;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Reason;
import org.yuanliu.template.IdentifierRule;
import org.yuanliu.template.TemplateSuggest;
import org.yuanliu.template.TemplateSuggest.Suggested;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says the identifier that a template's rule makes of a record's values. */
@Command(name = "suggest")
final class IdentifierSuggestCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final RuleOptions options;

    @Option(names = "--prefix", paramLabel = "PREFIX", required = true)
    private String prefix = "";

    IdentifierSuggestCommand(Console console) {
        this.console = console;
        this.options = new RuleOptions(console);
    }

    @Override
    public Integer call() {
        String under = Given.prefix(prefix, console.texts());
        TemplateSource source = options.template(under);
        Suggested suggested = TemplateSuggest.suggest(source.template(), options.values());
        String rule =
                source.template().identifierRule().map(IdentifierRule::pattern).orElse("");
        String suffix = suggested.suffix().orElseThrow(() -> lacking(rule, suggested));
        Identifier identifier = Given.identifier(under + "/" + suffix, console.texts());
        console.answer(out -> out.println(identifier.text()), json -> {
            json.writeStartObject();
            json.writeStringField("identifier", identifier.text());
            json.writeStringField("template", source.reference());
            json.writeStringField("rule", rule);
            json.writeEndObject();
        });
        return Exit.OK.code();
    }

    private CommandFailure lacking(String rule, Suggested suggested) {
        String all = suggested.violations().stream()
                .map(violation -> "  " + violation.text(console.texts().locale()))
                .collect(Collectors.joining("\n"));
        return CommandFailure.of(
                Exit.REFUSED, Reason.TEMPLATE_VIOLATED.name(), console.text("identifier.lacking", rule) + "\n" + all);
    }
}
