package org.yuanliu.tools.directory;

import org.yuanliu.model.EnterpriseState;
import org.yuanliu.model.PrefixState;
import org.yuanliu.tools.client.GroupCommand;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine;

/** The commands about enterprises, prefixes and users, in the order in which they are shown. */
public final class DirectoryCommandLines {
    private DirectoryCommandLines() {}

    public static CommandLine enterprise(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new EnterpriseAddCommand(console))
                .addSubcommand(new EnterpriseDraftCommand(console))
                .addSubcommand("submit", new EnterpriseStepCommand(console, EnterpriseState.SUBMITTED))
                .addSubcommand("review", new EnterpriseStepCommand(console, EnterpriseState.REVIEWING))
                .addSubcommand("approve", new EnterpriseStepCommand(console, EnterpriseState.APPROVED))
                .addSubcommand("reject", new EnterpriseStepCommand(console, EnterpriseState.REJECTED))
                .addSubcommand("suspend", new EnterpriseStepCommand(console, EnterpriseState.SUSPENDED))
                .addSubcommand("resume", new EnterpriseStepCommand(console, EnterpriseState.APPROVED))
                .addSubcommand("close", new EnterpriseStepCommand(console, EnterpriseState.CLOSED))
                .addSubcommand("reopen", new EnterpriseStepCommand(console, EnterpriseState.DRAFT))
                .addSubcommand(new DirectoryShowCommand(console))
                .addSubcommand(new DirectoryListCommand(console));
    }

    public static CommandLine prefix(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new DirectoryListCommand(console))
                .addSubcommand(new DirectoryShowCommand(console))
                .addSubcommand("review", new PrefixStepCommand(console, PrefixState.REVIEWED))
                .addSubcommand("allocate", new PrefixStepCommand(console, PrefixState.ALLOCATED))
                .addSubcommand("home", new PrefixStepCommand(console, PrefixState.HOMED))
                .addSubcommand(new PrefixDelegateCommand(console))
                .addSubcommand("suspend", new PrefixStepCommand(console, PrefixState.SUSPENDED))
                .addSubcommand(new PrefixResumeCommand(console))
                .addSubcommand("reclaim", new PrefixStepCommand(console, PrefixState.RECLAIMED))
                .addSubcommand(new PrefixQuotaCommand(console));
    }

    public static CommandLine user(Console console) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new UserAddCommand(console))
                .addSubcommand(new UserPasswordCommand(console))
                .addSubcommand(new UserRemoveCommand(console))
                .addSubcommand(new UserListCommand(console));
    }
}
