package org.yuanliu.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code bin/yuanliu}. */
@Command(name = "yuanliu", mixinStandardHelpOptions = true, version = "yuanliu 0.1.0-SNAPSHOT")
public final class Main implements Runnable {

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
