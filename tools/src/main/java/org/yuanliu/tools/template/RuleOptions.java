package org.yuanliu.tools.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rule for identifiers, and which values of the record. */
final class RuleOptions {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Option(names = "--template", paramLabel = "NAME|FILE.json|RECORD", required = true)
    private String template = "";

    @Option(names = "--identifier-rule", paramLabel = "PATTERN")
    private Optional<String> rule = Optional.empty();

    @Option(names = "--set", paramLabel = "FIELD=VALUE")
    private Map<String, String> values = new LinkedHashMap<>();

    RuleOptions(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    /** The template with the rule that was given, or with its own as records of the prefix follow it. */
    TemplateSource template(String prefix) {
        TemplateSource source = rule.isPresent()
                ? TemplateSource.of(template, node, console.texts())
                : TemplateSource.of(template, prefix, node, console.texts());
        return source.ruled(rule, console.texts());
    }

    /** By names or labels of fields, and names of free parts. */
    Map<String, String> values() {
        return values;
    }
}
