package org.yuanliu.tools.template;

import org.yuanliu.tools.client.GroupCommand;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine;

/** The commands about templates, in the order in which they are shown. */
public final class TemplateCommandLines {
    private TemplateCommandLines() {}

    public static CommandLine template(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new TemplatePacksCommand(console))
                .addSubcommand(new TemplateShowCommand(console))
                .addSubcommand(new TemplatePublishCommand(console))
                .addSubcommand(new TemplateJavaCommand(console));
    }
}
