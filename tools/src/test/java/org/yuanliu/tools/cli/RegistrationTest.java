package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.model.Identifier;
import org.yuanliu.sdk.Failure;
import org.yuanliu.sdk.Verdict;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.tools.files.BatchLine;

/** Runs that come to an end although their verdicts cannot be written down. */
@Timeout(60)
class RegistrationTest {
    @Test
    void runEndsWhenARejectionCannotBeNoted() {
        Failure refusal = Failure.of("ALREADY_EXISTS", "it exists", false);
        BatchLine line = new BatchLine.Batch(1, "text", Identifier.known("88.118.8/X"), List.of());
        var run = new Registration(
                (batch, verdict) -> verdict.accept(Verdict.of(batch.identifier(), refusal)),
                rejection -> {
                    throw new IllegalStateException("the disk is full");
                },
                Progress.NONE,
                Texts.of(Cli.ENGLISH));

        assertThatIllegalStateException()
                .isThrownBy(() -> run.run(List.of(line).iterator()))
                .withMessage("the disk is full");
    }

    @Test
    void rejectsThatCannotBeWrittenAreAMistakeOfTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "identifier,a\nnonsense/,1\n");
        Path rejected = folder.resolve("x.csv.rejected.jsonl");
        Files.createDirectories(rejected.resolve("in the way"));

        Cli run = Cli.run("register", file.toString(), "--dry-run");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(rejected + " cannot be written");
    }
}
