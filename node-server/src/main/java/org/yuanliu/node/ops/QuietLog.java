package org.yuanliu.node.ops;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Log lines about what peers or the disk can cause any number of times: one a minute of each kind, which says how many
 * more there were since the last. A kind is the pattern of its lines, so patterns are literals. Whatever fills the gaps
 * may come from a peer: it is cut, and cannot begin a line of its own. Thread-safe.
 */
public final class QuietLog {
    /** At most one line of a kind in this time. */
    public static final Duration PERIOD = Duration.ofMinutes(1);

    private static final int LONGEST = 500;

    private final Logger log;
    private final LongSupplier nanoTime;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /** @param nanoTime nanoseconds on a clock that only goes forward */
    QuietLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    public static QuietLog of(Class<?> whose) {
        return new QuietLog(LoggerFactory.getLogger(whose), System::nanoTime);
    }

    /** @param details for the gaps <code>{}</code> of the pattern; an exception behind them brings its trace */
    public void info(String pattern, @Nullable Object... details) {
        say(Level.INFO, pattern, details);
    }

    /** The same as a warning. */
    public void warn(String pattern, @Nullable Object... details) {
        say(Level.WARN, pattern, details);
    }

    /** The same as an error. */
    public void error(String pattern, @Nullable Object... details) {
        say(Level.ERROR, pattern, details);
    }

    private void say(Level level, String pattern, @Nullable Object... details) {
        OptionalLong leftOut = kinds.computeIfAbsent(pattern, p -> new Kind()).next(nanoTime.getAsLong());
        if (leftOut.isEmpty() || !log.isEnabledForLevel(level)) {
            return;
        }
        FormattingTuple line = MessageFormatter.arrayFormat(pattern, details);
        String text = oneLine(line.getMessage());
        String more =
                leftOut.getAsLong() == 0 ? "" : " (and " + leftOut.getAsLong() + " more since the last such line)";
        log.atLevel(level).setCause(line.getThrowable()).log(text + more);
    }

    private static String oneLine(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** When a line of this kind was last written, and how many were not since. */
    private static final class Kind {
        private boolean said;
        private long last;
        private long leftOut;

        /** How many were left out, if a line is due now. */
        synchronized OptionalLong next(long now) {
            if (said && now - last < PERIOD.toNanos()) {
                leftOut++;
                return OptionalLong.empty();
            }
            long before = leftOut;
            said = true;
            last = now;
            leftOut = 0;
            return OptionalLong.of(before);
        }
    }
}
