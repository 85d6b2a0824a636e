package org.prompt2model.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Multisets of n-grams. */
final class NGrams {
    private NGrams() {}

    /** Of characters (code points), with their counts. */
    static Map<String, Integer> ofCharacters(String text, int n) {
        int[] characters = text.codePoints().toArray();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= characters.length; i++) {
            counts.merge(new String(characters, i, n), 1, Integer::sum);
        }
        return counts;
    }

    /** Of words, joined by spaces, with their counts. */
    static Map<String, Integer> ofWords(List<String> words, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= words.size(); i++) {
            counts.merge(String.join(" ", words.subList(i, i + n)), 1, Integer::sum);
        }
        return counts;
    }

    /** How many there are in all. */
    static int total(Map<String, Integer> counts) {
        int total = 0;
        for (int count : counts.values()) {
            total += count;
        }
        return total;
    }

    /** How many both have. */
    static int shared(Map<String, Integer> one, Map<String, Integer> other) {
        int shared = 0;
        for (Map.Entry<String, Integer> entry : one.entrySet()) {
            shared += Math.min(entry.getValue(), other.getOrDefault(entry.getKey(), 0));
        }
        return shared;
    }
}
