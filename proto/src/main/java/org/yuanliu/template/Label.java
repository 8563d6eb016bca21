package org.yuanliu.template;

import java.util.Locale;

/**
 * A name for people, in both languages.
 *
 * @param zh Chinese, 1..{@value #MAX_LENGTH} characters
 * @param en English, 1..{@value #MAX_LENGTH} characters
 */
public record Label(String zh, String en) {
    public static final int MAX_LENGTH = 100;

    public Label {
        check("zh", zh);
        check("en", en);
    }

    private static void check(String where, String text) {
        boolean right = !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.equals(text.strip())
                && text.chars().noneMatch(Character::isISOControl);
        InvalidTemplate.unless(
                right, where, "right is text of 1.." + MAX_LENGTH + " characters without blanks at its ends");
    }

    /** Chinese for any Chinese locale, else English. */
    public String text(Locale locale) {
        return Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? zh : en;
    }
}
