package org.yuanliu.template;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant: the candidate that the fewest slips of the pen turn into what was written. */
final class NearMiss {
    /** Comparing longer texts costs too much for a hint. */
    private static final int MAX_LENGTH = 64;

    private NearMiss() {}

    /** The nearest candidate, if it is near enough: one slip for each three characters, and no other as near. */
    static Optional<String> of(String written, Collection<String> candidates) {
        String given = plain(written);
        if (given.isEmpty() || given.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String nearest = "";
        int least = Integer.MAX_VALUE;
        boolean alone = false;
        for (String candidate : candidates) {
            int distance = distance(given, plain(candidate));
            if (distance < least) {
                nearest = candidate;
                least = distance;
                alone = true;
            } else if (distance == least) {
                alone = false;
            }
        }
        int allowed = Math.max(1, Math.max(given.length(), nearest.length()) / 3);
        boolean near = least <= allowed && least < given.length();
        return near && alone ? Optional.of(nearest) : Optional.empty();
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Characters put in, left out, changed or swapped with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
