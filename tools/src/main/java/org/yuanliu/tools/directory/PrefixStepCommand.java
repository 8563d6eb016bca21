package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.model.PrefixState;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One step in the workflow of a prefix; there is a command for most. */
@Command
final class PrefixStepCommand implements Callable<Integer> {
    private final PrefixState state;

    @Mixin
    private final StepOptions step;

    /** @param state where the step leads */
    PrefixStepCommand(Console console, PrefixState state) {
        this.state = state;
        this.step = new StepOptions(console);
    }

    @Override
    public Integer call() {
        try (YuanliuClient client = step.node().client()) {
            return step.done(state, client.directory().advance(step.prefix(), state, step.reason()));
        }
    }
}
