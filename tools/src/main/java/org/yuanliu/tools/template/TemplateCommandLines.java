package org.yuanliu.tools.template;

import org.yuanliu.tools.client.GroupCommand;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine;

/** The commands about templates and the identifiers of their records, in the order in which they are shown. */
public final class TemplateCommandLines {
    private TemplateCommandLines() {}

    public static CommandLine identifier(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new IdentifierSuggestCommand(console))
                .addSubcommand(new IdentifierCheckCommand(console));
    }

    public static CommandLine template(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new TemplatePacksCommand(console))
                .addSubcommand(new TemplateShowCommand(console))
                .addSubcommand(new TemplatePublishCommand(console))
                .addSubcommand(new TemplateJavaCommand(console));
    }
}
