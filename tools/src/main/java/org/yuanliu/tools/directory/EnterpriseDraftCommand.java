package org.yuanliu.tools.directory;

import java.util.concurrent.Callable;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.EnterpriseState;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says who an enterprise is: makes a draft, or corrects what is known. */
@Command(name = "draft")
final class EnterpriseDraftCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final StepOptions step;

    @Mixin
    private final EnterpriseOptions given = new EnterpriseOptions();

    EnterpriseDraftCommand(Console console) {
        this.console = console;
        this.step = new StepOptions(console);
    }

    @Override
    public Integer call() {
        Enterprise enterprise = given.enterprise(EnterpriseState.DRAFT, console.texts());
        try (YuanliuClient client = step.node().client()) {
            var written = client.directory().putEnterprise(step.prefix(), enterprise, given.contact(), step.reason());
            EnterpriseState state = DirectoryRecord.of(client, step.prefix(), console)
                    .enterprise()
                    .map(Enterprise::state)
                    .orElse(EnterpriseState.DRAFT);
            return step.done(state, written);
        }
    }
}
