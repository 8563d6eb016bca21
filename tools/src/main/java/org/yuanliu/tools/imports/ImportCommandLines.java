package org.yuanliu.tools.imports;

import org.yuanliu.tools.console.Console;
import picocli.CommandLine;

/** The commands about import jobs, in the order in which they are shown. */
public final class ImportCommandLines {
    private ImportCommandLines() {}

    /** Adds them to a group. */
    public static CommandLine addTo(CommandLine group, Console console) {
        return group.addSubcommand(new ImportStartCommand(console))
                .addSubcommand(new ImportListCommand(console))
                .addSubcommand(new ImportShowCommand(console))
                .addSubcommand(new ImportReportCommand(console))
                .addSubcommand(new ImportCancelCommand(console))
                .addSubcommand(new ImportResumeCommand(console));
    }
}
