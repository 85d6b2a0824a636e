package org.prompt2model.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that are written most like one that was not found, by edit distance (Levenshtein 1966). */
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    /** The three nearest, the nearest first; a name's owner (before '/') counts only where the wanted one has it. */
    public static List<String> of(String wanted, List<String> known) {
        String plain = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(plain, comparable(plain, name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static String comparable(String wanted, String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return wanted.contains("/") ? plain : plain.substring(plain.indexOf('/') + 1);
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
