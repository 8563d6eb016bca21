package org.yuanliu.template;

/**
 * The check character of ISO 7064, MOD 37,36, over the letters and digits of a text; other characters do not count, and
 * neither does the case of letters. It finds every single wrong character and nearly every swap.
 */
public final class CheckCharacter {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int BASE = 36;

    private CheckCharacter() {}

    public static char of(CharSequence text) {
        int product = BASE;
        for (int i = 0; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit >= 0) {
                int sum = (product + digit) % BASE;
                product = (sum == 0 ? BASE : sum) * 2 % (BASE + 1);
            }
        }
        return DIGITS.charAt((BASE + 1 - product) % BASE);
    }

    /** Whether the last character is the check character of the others. */
    public static boolean isRight(CharSequence text) {
        int front = text.length() - 1;
        return front > 0 && digit(text.charAt(front)) == digit(of(text.subSequence(0, front)));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        return upper >= 'A' && upper <= 'Z' ? upper - 'A' + 10 : -1;
    }
}
