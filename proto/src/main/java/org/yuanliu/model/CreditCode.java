package org.yuanliu.model;

/**
 * Unified social credit codes (GB 32100-2015): 17 characters and a check character. The characters count 0 to 30, I, O,
 * S, V and Z are left out; each is weighed with a power of 3, and the sum with the check character is a multiple of 31.
 */
final class CreditCode {
    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;
    private static final int MODULUS = 31;

    private CreditCode() {}

    static boolean isValid(String code) {
        return isShaped(code) && check(code) == code.charAt(LENGTH - 1);
    }

    /** What would be right in place of a code that is not valid. */
    static String whatIsRight(String code) {
        return isShaped(code)
                ? "after " + code.substring(0, LENGTH - 1) + " the check character is " + check(code)
                : "right are 18 digits and capitals without I, O, S, V, Z (GB 32100-2015)";
    }

    private static boolean isShaped(String code) {
        return code.length() == LENGTH && code.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0);
    }

    private static char check(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += CHARACTERS.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % MODULUS;
        }
        return CHARACTERS.charAt((MODULUS - sum % MODULUS) % MODULUS);
    }
}
