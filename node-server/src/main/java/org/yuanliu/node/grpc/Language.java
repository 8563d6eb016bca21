package org.yuanliu.node.grpc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of our two languages a client prefers (RFC 9110, section 12.5.4). */
final class Language {
    private static final int MAX_HEADER = 200;

    private Language() {}

    /** Chinese if the header ranks it above English, else English; a header that cannot be read says nothing. */
    static Locale preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return Locale.ENGLISH;
        }
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> range.getRange().split("-", 2)[0])
                    .filter(language -> language.equals("zh") || language.equals("en"))
                    .findFirst()
                    .filter("zh"::equals)
                    .map(chinese -> Locale.SIMPLIFIED_CHINESE)
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
