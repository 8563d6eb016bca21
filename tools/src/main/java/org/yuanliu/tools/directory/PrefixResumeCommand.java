package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the suspension of a prefix: it is homed or delegated again, as it was. */
@Command(name = "resume")
final class PrefixResumeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final StepOptions step;

    PrefixResumeCommand(Console console) {
        this.console = console;
        this.step = new StepOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = step.node().client()) {
            PrefixStatus status =
                    DirectoryRecord.of(client, step.prefix(), console).demandPrefix();
            PrefixState state = status.delegated() ? PrefixState.DELEGATED : PrefixState.HOMED;
            return step.done(state, client.directory().advance(step.prefix(), state, step.reason()));
        }
    }
}
