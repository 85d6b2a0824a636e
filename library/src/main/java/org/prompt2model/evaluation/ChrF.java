package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Character n-gram F-score of a corpus, 0 to 100, as sacrebleu computes it: chrF2 with word order 0, chrF++ with word
 * order 2 (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation", and 2017, "chrF++: words helping
 * character n-grams").
 *
 * @param characterOrder longest character n-gram, 1 to 20
 * @param wordOrder longest word n-gram, 0 to 20; 0 leaves words out
 * @param beta weight of recall against precision, above 0
 * @param lowercase whether case is ignored
 * @param epsilonSmoothing whether each order's F is averaged with a floor of 1e-16, as NLTK and Moses do, instead of
 *     averaging precision and recall over the orders that both sides have
 */
public record ChrF(int characterOrder, int wordOrder, int beta, boolean lowercase, boolean epsilonSmoothing)
        implements Metric {
    private static final int MOST = 20;
    private static final double EPSILON = 1e-16;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public ChrF {
        if (characterOrder < 1 || characterOrder > MOST || wordOrder < 0 || wordOrder > MOST || beta < 1) {
            throw new IllegalArgumentException(
                    "chrF needs a character order of 1 to 20, a word order of 0 to 20 and a beta of at least 1, not "
                            + characterOrder + ", " + wordOrder + " and " + beta);
        }
    }

    /** chrF++: characters to order 6, words to order 2, beta 2. */
    public static ChrF plusPlus() {
        return new ChrF(6, 2, 2, false, false);
    }

    /** chrF2: characters to order 6, no words, beta 2. */
    public static ChrF characters() {
        return new ChrF(6, 0, 2, false, false);
    }

    @Override
    public String name() {
        String pluses = wordOrder == 0 ? "" : wordOrder == 1 ? "+" : "++";
        return wordOrder == 0 ? "chrf" + beta : "chrf" + pluses;
    }

    @Override
    public String settings() {
        return "chrf" + beta + "+".repeat(Math.min(wordOrder, 2)) + "|case:" + (lowercase ? "lc" : "mixed") + "|eff:"
                + (epsilonSmoothing ? "no" : "yes") + "|nc:" + characterOrder + "|nw:" + wordOrder + "|space:no";
    }

    @Override
    public double maximum() {
        return 100;
    }

    @Override
    public double[][] statistics(List<Segment> segments) {
        double[][] rows = new double[segments.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = best(segments.get(i));
        }
        return rows;
    }

    /** Sums hold hypothesis count, reference count and matches, order by order: characters first, then words. */
    @Override
    public double score(double[] sums) {
        double smoothed = 0;
        double precisions = 0;
        double recalls = 0;
        int effective = 0;
        for (int i = 0; i < sums.length; i += 3) {
            double precision = sums[i] > 0 ? sums[i + 2] / sums[i] : EPSILON;
            double recall = sums[i + 1] > 0 ? sums[i + 2] / sums[i + 1] : EPSILON;
            smoothed += Math.max(EPSILON, f(precision, recall));
            if (sums[i] > 0 && sums[i + 1] > 0) {
                precisions += precision;
                recalls += recall;
                effective++;
            }
        }
        if (epsilonSmoothing) {
            return 100 * smoothed / (characterOrder + wordOrder);
        }
        return effective == 0 ? 0 : 100 * f(precisions / effective, recalls / effective);
    }

    private double f(double precision, double recall) {
        double factor = (double) beta * beta;
        double denominator = factor * precision + recall;
        return denominator == 0 ? 0 : (1 + factor) * precision * recall / denominator;
    }

    private double[] best(Segment segment) {
        List<Map<String, Integer>> hypothesis = nGrams(segment.hypothesis());
        double[] best = null;
        for (String text : segment.references()) {
            double[] row = counts(hypothesis, nGrams(text));
            if (best == null || score(row) > score(best)) {
                best = row;
            }
        }
        return best;
    }

    private static double[] counts(List<Map<String, Integer>> hypothesis, List<Map<String, Integer>> reference) {
        double[] row = new double[3 * hypothesis.size()];
        for (int order = 0; order < hypothesis.size(); order++) {
            Map<String, Integer> given = hypothesis.get(order);
            Map<String, Integer> expected = reference.get(order);
            row[3 * order] = expected.isEmpty() ? 0 : NGrams.total(given);
            row[3 * order + 1] = NGrams.total(expected);
            row[3 * order + 2] = NGrams.shared(given, expected);
        }
        return row;
    }

    private List<Map<String, Integer>> nGrams(String text) {
        String cased = lowercase ? text.toLowerCase(Locale.ROOT) : text;
        String characters = String.join("", Words.split(cased));
        List<Map<String, Integer>> orders = new ArrayList<>();
        for (int n = 1; n <= characterOrder; n++) {
            orders.add(NGrams.ofCharacters(characters, n));
        }
        List<String> words = words(cased);
        for (int n = 1; n <= wordOrder; n++) {
            orders.add(NGrams.ofWords(words, n));
        }
        return orders;
    }

    /** At most one mark of punctuation is split off a word, the last character before the first. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Words.split(text)) {
            int last = word.length() - 1;
            if (last > 0 && PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
                words.add(word.substring(0, last));
                words.add(word.substring(last));
            } else if (last > 0 && PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
                words.add(word.substring(0, 1));
                words.add(word.substring(1));
            } else {
                words.add(word);
            }
        }
        return words;
    }
}
