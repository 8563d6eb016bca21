package org.yuanliu.tools.directory;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets how many records a prefix may have. */
@Command(name = "quota")
final class PrefixQuotaCommand implements Callable<Integer> {
    private static final String NONE = "none";

    private final Console console;

    @Mixin
    private final StepOptions step;

    @Parameters(paramLabel = "RECORDS", index = "1", descriptionKey = "RECORDS")
    private String records = NONE;

    PrefixQuotaCommand(Console console) {
        this.console = console;
        this.step = new StepOptions(console);
    }

    @Override
    public Integer call() {
        OptionalLong quota = quota();
        try (YuanliuClient client = step.node().client()) {
            var written = client.directory().setQuota(step.prefix(), quota, step.reason());
            return step.done(
                    DirectoryRecord.of(client, step.prefix(), console)
                            .demandPrefix()
                            .state(),
                    written);
        }
    }

    private OptionalLong quota() {
        if (records.equals(NONE)) {
            return OptionalLong.empty();
        }
        if (!records.matches("[0-9]{1,18}")) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("prefix.quota", records));
        }
        return OptionalLong.of(Long.parseLong(records));
    }
}
