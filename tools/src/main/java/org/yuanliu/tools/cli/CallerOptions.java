package org.yuanliu.tools.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Option;

/** {@link NodeOptions} of the commands where {@code --secret-file} is the secret of whoever asks. */
final class CallerOptions extends NodeOptions {
    @Option(names = "--secret-file", paramLabel = "FILE")
    private Optional<Path> secret = Optional.empty();

    CallerOptions(Console console) {
        super(console);
    }

    @Override
    Optional<Path> secret() {
        return secret;
    }
}
