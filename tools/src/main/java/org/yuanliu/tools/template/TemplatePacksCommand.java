package org.yuanliu.tools.template;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.yuanliu.json.Packs;
import org.yuanliu.template.Label;
import org.yuanliu.template.Template;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Terminal;
import picocli.CommandLine.Command;

/** Lists the templates that come with the product. */
@Command(name = "packs")
final class TemplatePacksCommand implements Callable<Integer> {
    private final Console console;

    TemplatePacksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.answer(
                out -> {
                    for (Template each : Packs.all()) {
                        Label label = each.label();
                        out.println(Terminal.pad(each.name(), 24) + "  "
                                + console.text(
                                        "template.pack",
                                        console.texts().chinese() ? label.zh() : label.en(),
                                        each.fields().size(),
                                        each.industry()));
                    }
                },
                json -> {
                    json.writeStartArray();
                    for (Template each : Packs.all()) {
                        write(each, json);
                    }
                    json.writeEndArray();
                });
        return Exit.OK.code();
    }

    private static void write(Template template, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", template.name());
        json.writeNumberField("version", template.version());
        json.writeStringField("zh", template.label().zh());
        json.writeStringField("en", template.label().en());
        json.writeStringField("industry", template.industry());
        json.writeNumberField("fields", template.fields().size());
        json.writeEndObject();
    }
}
