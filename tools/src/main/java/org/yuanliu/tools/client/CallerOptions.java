package org.yuanliu.tools.client;

import java.nio.file.Path;
import java.util.Optional;
import org.yuanliu.tools.console.Console;
import picocli.CommandLine.Option;

/** {@link NodeOptions} of the commands where {@code --secret-file} is the secret of whoever asks. */
public final class CallerOptions extends NodeOptions {
    @Option(names = "--secret-file", paramLabel = "FILE")
    private Optional<Path> secret = Optional.empty();

    public CallerOptions(Console console) {
        super(console);
    }

    @Override
    public Optional<Path> secret() {
        return secret;
    }
}
