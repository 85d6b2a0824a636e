package org.prompt2model.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups texts that say the same in nearly the same letters, so that no group falls on two sides of a split.
 *
 * <p>Two texts are near-duplicates if they read the same once case, spacing and sentence punctuation are put aside
 * ({@link NormalText}), or if the Jaccard similarity of their character 4-grams reaches the threshold (Lee et al. 2022,
 * <a href="https://arxiv.org/abs/2107.06499">arXiv 2107.06499</a>, use 0.8 on n-grams to clean language model corpora)
 * <em>and</em> they hold the same numbers in the same order: 'March 3rd, 2021' and 'March 3rd, 2022' are two inputs.
 * Groups are the transitive closure. The search is exact, not sampled: candidate pairs come from an inverted index of
 * the rarest n-grams (prefix filtering; Bayardo, Ma, Srikant: Scaling Up All Pairs Similarity Search, WWW 2007, section
 * 4), so the same texts give the same groups whatever their order.
 */
public final class NearDuplicates {
    /** Similarity from which two texts count as near-duplicates. */
    public static final double DEFAULT_THRESHOLD = 0.8;

    private static final int GRAM = 4;

    private final double threshold;
    private final List<int[]> grams;
    private final UnionFind groups;

    private NearDuplicates(List<String> normal, double threshold) {
        this.threshold = threshold;
        this.groups = new UnionFind(normal.size());
        this.grams = rarestFirst(normal);
    }

    /**
     * The group of each text.
     *
     * @param threshold Jaccard similarity of character 4-grams, above 0, at most 1
     * @return for each text the position of the first text of its group
     */
    public static int[] groups(List<String> texts, double threshold) {
        return groups(texts, threshold, () -> {});
    }

    /**
     * As {@link #groups(List, double)}.
     *
     * @param between called before each text is compared; what it throws ends the search
     */
    static int[] groups(List<String> texts, double threshold, Runnable between) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, not " + threshold);
        }
        List<String> normal = texts.stream().map(NormalText::of).toList();
        NearDuplicates search = new NearDuplicates(normal, threshold);
        search.joinEqual(normal);
        for (List<Integer> sameNumbers : byNumbers(normal).values()) {
            search.joinSimilar(sameNumbers, between);
        }
        int[] group = new int[texts.size()];
        Arrays.setAll(group, search.groups::first);
        return group;
    }

    /** Whether two texts are near-duplicates of each other at {@link #DEFAULT_THRESHOLD}. */
    public static boolean similar(String one, String other) {
        int[] group = groups(List.of(one, other), DEFAULT_THRESHOLD);
        return group[0] == group[1];
    }

    private void joinEqual(List<String> normal) {
        Map<String, Integer> seen = new HashMap<>();
        for (int text = 0; text < normal.size(); text++) {
            Integer before = seen.putIfAbsent(normal.get(text), text);
            if (before != null) {
                groups.join(before, text);
            }
        }
    }

    private static Map<List<String>, List<Integer>> byNumbers(List<String> normal) {
        Map<List<String>, List<Integer>> texts = new HashMap<>();
        for (int text = 0; text < normal.size(); text++) {
            texts.computeIfAbsent(NormalText.numbers(normal.get(text)), key -> new ArrayList<>())
                    .add(text);
        }
        return texts;
    }

    // Two sets that reach the threshold share at least one of their rarest (1 - threshold) |set| + 1 elements.
    private void joinSimilar(List<Integer> texts, Runnable between) {
        Map<Integer, List<Integer>> textsWithGram = new HashMap<>();
        List<Integer> shortestFirst = new ArrayList<>(texts);
        shortestFirst.sort((a, b) -> Integer.compare(grams.get(a).length, grams.get(b).length));
        for (int text : shortestFirst) {
            between.run();
            int[] set = grams.get(text);
            int prefix = set.length - (int) Math.ceil(threshold * set.length - 1e-9) + 1;
            for (int position = 0; position < Math.min(prefix, set.length); position++) {
                List<Integer> before = textsWithGram.computeIfAbsent(set[position], key -> new ArrayList<>());
                for (int candidate : before) {
                    if (groups.first(candidate) != groups.first(text) && reaches(grams.get(candidate), set)) {
                        groups.join(candidate, text);
                    }
                }
                before.add(text);
            }
        }
    }

    private boolean reaches(int[] one, int[] other) {
        if (Math.min(one.length, other.length) < threshold * Math.max(one.length, other.length) - 1e-9) {
            return false;
        }
        int shared = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            int order = Integer.compare(one[i], other[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared >= threshold * (one.length + other.length - shared) - 1e-9;
    }

    // Each text as its set of n-grams, numbered so that a rarer n-gram has the smaller number.
    private static List<int[]> rarestFirst(List<String> normal) {
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> sets = new ArrayList<>(normal.size());
        for (String text : normal) {
            String padded = " " + text + " ";
            int[] set = new int[Math.max(1, padded.length() - GRAM + 1)];
            for (int start = 0; start < set.length; start++) {
                String gram = padded.substring(start, Math.min(padded.length(), start + GRAM));
                set[start] = numbers.computeIfAbsent(gram, key -> numbers.size());
            }
            sets.add(Arrays.stream(set).distinct().toArray());
        }
        int[] rank = ranks(sets, numbers.size());
        for (int[] set : sets) {
            Arrays.setAll(set, position -> rank[set[position]]);
            Arrays.sort(set);
        }
        return sets;
    }

    private static int[] ranks(List<int[]> sets, int size) {
        int[] frequency = new int[size];
        for (int[] set : sets) {
            for (int gram : set) {
                frequency[gram]++;
            }
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, gram -> gram);
        Arrays.sort(order, (a, b) -> Integer.compare(frequency[a], frequency[b]));
        int[] rank = new int[size];
        for (int position = 0; position < size; position++) {
            rank[order[position]] = position;
        }
        return rank;
    }
}
