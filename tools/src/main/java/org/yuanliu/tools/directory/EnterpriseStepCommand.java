package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One step in the workflow of an enterprise; there is a command for each. */
@Command
final class EnterpriseStepCommand implements Callable<Integer> {
    private final EnterpriseState state;

    @Mixin
    private final StepOptions step;

    /** @param state where the step leads */
    EnterpriseStepCommand(Console console, EnterpriseState state) {
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
