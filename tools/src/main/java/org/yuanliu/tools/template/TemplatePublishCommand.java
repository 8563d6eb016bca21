package org.yuanliu.tools.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Element;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes versions of templates on a node, for all its enterprises or under a prefix of one's own. */
@Command(name = "publish")
public final class TemplatePublishCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "NAME|FILE.json", arity = "1..*", descriptionKey = "TEMPLATE")
    private List<String> sources = List.of();

    @Option(names = "--under", paramLabel = "PREFIX")
    private Optional<String> under = Optional.empty();

    @Option(names = "--identifier-rule", paramLabel = "PATTERN")
    private Optional<String> rule = Optional.empty();

    TemplatePublishCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        if (rule.isPresent() && sources.size() > 1) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("template.oneRule"));
        }
        List<Template> templates = new ArrayList<>();
        for (String source : sources) {
            TemplateSource given = TemplateSource.of(source, console.texts());
            templates.add((rule.isEmpty() ? given : given.ruled(rule, console.texts())).template());
        }
        try (YuanliuClient client = node.client()) {
            String prefix = under.map(text -> Given.prefix(text, console.texts()))
                    .orElseGet(() -> client.whoAmI().identifier().suffix());
            for (Template template : templates) {
                publish(client, prefix, template);
            }
            console.answer(
                    out -> templates.forEach(template -> out.println(console.text(
                            "template.published",
                            TemplateReference.of(prefix, template).text()))),
                    json -> {
                        json.writeStartArray();
                        for (Template template : templates) {
                            json.writeString(
                                    TemplateReference.of(prefix, template).text());
                        }
                        json.writeEndArray();
                    });
        }
        return Exit.OK.code();
    }

    /** The first version makes the record; publishing the same again changes nothing. */
    public static void publish(YuanliuClient client, String prefix, Template template) {
        Identifier record = TemplateReference.record(prefix, template.name());
        Element version = Element.of(template.version(), Template.DEFINITION, TemplateJson.write(template));
        try {
            client.register(record, List.of(version));
        } catch (YuanliuException e) {
            if (!e.is(Reason.ALREADY_EXISTS)) {
                throw e;
            }
            add(client, record, version);
        }
    }

    private static Optional<Outcome.Written> add(YuanliuClient client, Identifier record, Element version) {
        boolean there = client.resolve(record).elements().stream()
                .anyMatch(e -> e.index() == version.index() && e.data().equals(version.data()));
        return there ? Optional.empty() : Optional.of(client.update(record, List.of(version)));
    }
}
