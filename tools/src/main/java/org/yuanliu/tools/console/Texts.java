package org.yuanliu.tools.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the commands say, in Chinese or English. Immutable. */
public final class Texts {
    private static final String BUNDLE = "org.yuanliu.tools.console.texts";

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        // No fallback: it would go by the JVM's own locale, which knows nothing of LC_ALL in a test.
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Chinese if the first of LC_ALL, LC_MESSAGES and LANG that is set begins with zh, else English. */
    public static Texts of(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return new Texts(value.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH);
            }
        }
        return new Texts(Locale.ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    public boolean chinese() {
        return locale.equals(Locale.CHINESE);
    }

    /** For picocli, which finds its help texts there. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    /** The text with its gaps filled: numbers grouped by thousands, all else as it is. */
    public String get(String key, @Nullable Object... details) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(details);
    }
}
