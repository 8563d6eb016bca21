package org.yuanliu.tools.console;

import java.io.Closeable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, nothing elsewhere. Thread-safe. */
public interface Progress extends Closeable {
    Progress NONE = () -> {};

    /** One more is done. */
    void step();

    @Override
    default void close() {}

    /** Draws on standard error if it is a terminal and the answer is text. */
    static Progress of(Console console, String task, long total) {
        if (console.json() || !console.terminal().progress()) {
            return NONE;
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(100)
                .showSpeed()
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                .build();
        return new Progress() {
            @Override
            public void step() {
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
