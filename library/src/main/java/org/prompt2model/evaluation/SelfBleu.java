package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the texts of a corpus are like each other: the mean BLEU of each against all the others (Zhu and others 2018,
 * "Texygen", <a href="https://arxiv.org/abs/1802.01886">arXiv 1802.01886</a>), as sacrebleu's {@code sentence_bleu} scores
 * it. Time grows with the number of n-grams, not with its square.
 */
final class SelfBleu {
    private final List<List<String>> texts = new ArrayList<>();
    private final List<Map<String, Peak>> peaks = new ArrayList<>();
    private final int[] lengths;

    /** How often an n-gram occurs in the text that has it most often, and in the text next to that. */
    private static final class Peak {
        private int text = -1;
        private int first;
        private int second;

        void add(int number, int count) {
            if (count > first) {
                second = first;
                first = count;
                text = number;
            } else {
                second = Math.max(second, count);
            }
        }

        int without(int number) {
            return text == number ? second : first;
        }
    }

    private SelfBleu(List<String> corpus) {
        corpus.forEach(text -> texts.add(Bleu.tokens(text)));
        this.lengths = texts.stream().mapToInt(List::size).sorted().toArray();
        for (int order = 1; order <= Bleu.ORDERS; order++) {
            Map<String, Peak> peak = new HashMap<>();
            for (int number = 0; number < texts.size(); number++) {
                int text = number;
                NGrams.ofWords(texts.get(number), order)
                        .forEach((nGram, count) ->
                                peak.computeIfAbsent(nGram, key -> new Peak()).add(text, count));
            }
            peaks.add(peak);
        }
    }

    /** The mean, 0 to 100; NaN for fewer than two texts. */
    static double of(List<String> corpus) {
        if (corpus.size() < 2) {
            return Double.NaN;
        }
        SelfBleu scores = new SelfBleu(corpus);
        double sum = 0;
        for (int text = 0; text < corpus.size(); text++) {
            sum += Bleu.sentence(scores.row(text));
        }
        return sum / corpus.size();
    }

    /** A row of {@link Bleu#statistics} of a text with all others as references. */
    private double[] row(int text) {
        List<String> words = texts.get(text);
        double[] row = new double[2 + 2 * Bleu.ORDERS];
        row[0] = words.size();
        row[1] = closestOther(words.size());
        for (int order = 0; order < Bleu.ORDERS; order++) {
            Map<String, Peak> peak = peaks.get(order);
            for (Map.Entry<String, Integer> nGram :
                    NGrams.ofWords(words, order + 1).entrySet()) {
                row[2 + order] +=
                        Math.min(nGram.getValue(), peak.get(nGram.getKey()).without(text));
                row[2 + Bleu.ORDERS + order] += nGram.getValue();
            }
        }
        return row;
    }

    /** The length closest to that of a text among all others, the shorter of two. */
    private int closestOther(int length) {
        int own = Arrays.binarySearch(lengths, length);
        int closest = -1;
        for (int i = own; i >= 0 && lengths[i] == length; i--) {
            own = i;
        }
        int below = own - 1;
        int above = own + 1;
        if (below >= 0) {
            closest = lengths[below];
        }
        if (above < lengths.length && (closest < 0 || lengths[above] - length < length - closest)) {
            closest = lengths[above];
        }
        return closest;
    }
}
