package org.yuanliu.tools.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that may also be given as environment variables: {@code YUANLIU_HTTP_PORT} for {@code --http-port}. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Set<String> OPTIONS = Set.of(
            "--output",
            "--data",
            "--server",
            "--as",
            "--key",
            "--secret-file",
            "--bind",
            "--handle-port",
            "--http-port",
            "--grpc-port",
            "--public-address",
            "--udp-amplification",
            "--drain");

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The demonstration stays out of the folder of a real node, so it does not hear the environment. What {@code
     * enterprise add} calls a secret is the enterprise's, not that of whoever asks.
     */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option
                && OPTIONS.contains(option.longestName())
                && !option.command().name().equals("demo")
                && !(option.command().name().equals("add")
                        && option.longestName().equals("--secret-file"))) {
            String name = option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
            return environment.get("YUANLIU_" + name);
        }
        return null;
    }
}
