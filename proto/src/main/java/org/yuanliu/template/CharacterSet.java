package org.yuanliu.template;

/**
 * A set of characters: ranges of code points, or all but these.
 *
 * @param ascii one bit for each of the first 128
 * @param ranges first and last code points, alternating
 */
record CharacterSet(Ascii ascii, String ranges, boolean negated) {
    static final String DIGITS = "09";
    static final String WORD = "09AZaz__";
    static final String SPACE = "  \t\t";
    static final CharacterSet ANY = of("", true);

    /** The first 128 characters, 64 in each. */
    record Ascii(long low, long high) {}

    static CharacterSet of(String ranges, boolean negated) {
        long low = 0;
        long high = 0;
        for (int c = 0; c < 128; c++) {
            if (within(ranges, c) != negated) {
                low |= c < 64 ? 1L << c : 0;
                high |= c < 64 ? 0 : 1L << c;
            }
        }
        return new CharacterSet(new Ascii(low, high), ranges, negated);
    }

    private static boolean within(String ranges, int codePoint) {
        for (int i = 0; i < ranges.length(); ) {
            int first = ranges.codePointAt(i);
            i += Character.charCount(first);
            int last = ranges.codePointAt(i);
            i += Character.charCount(last);
            if (codePoint >= first && codePoint <= last) {
                return true;
            }
        }
        return false;
    }

    boolean has(int codePoint) {
        if (codePoint < 128) {
            return ((codePoint < 64 ? ascii.low : ascii.high) >>> codePoint & 1) != 0;
        }
        return within(ranges, codePoint) != negated;
    }
}
