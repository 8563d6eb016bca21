package org.yuanliu.tools.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jline.utils.WCWidth;

/**
 * What the screen can do.
 *
 * @param colour whether styles may be used on standard output
 * @param progress whether a line on standard error may be drawn over again and again
 */
public record Terminal(boolean colour, boolean progress) {
    /** Of a pipe or a file: plain. */
    public static final Terminal NONE = new Terminal(false, false);

    /** Of this process. See no-color.org for NO_COLOR. */
    public static Terminal of(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(!plain && isTerminal(1), !dumb && isTerminal(2));
    }

    /** Java knows only whether all streams are a terminal; Linux says it of each one. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** Columns that the text fills on a screen: a Chinese character fills two. */
    public static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    /** The text with blanks behind it, to fill so many columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }
}
