package org.yuanliu.tools.console;

/** How far two words are apart. */
public final class Spelling {
    private Spelling() {}

    /** Whether one may be the other mistyped: one letter in three is wrong, missing or too many, at most. */
    public static boolean isClose(String typed, String meant) {
        return distance(typed, meant) <= Math.max(1, meant.length() / 3);
    }

    /** Levenshtein's distance, row by row. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
