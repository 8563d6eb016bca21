package org.yuanliu.tools.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"yuanliu " + number()};
    }

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
