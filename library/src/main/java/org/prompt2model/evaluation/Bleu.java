package org.prompt2model.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * BLEU of a corpus, 0 to 100 (Papineni and others 2002), as sacrebleu computes it: the tokenizer of mteval-v13a, n-grams
 * to order 4, exponential smoothing, the closest reference length.
 */
public final class Bleu implements Metric {
    static final int ORDERS = 4;
    private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern MARK_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern MARK_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    @Override
    public String name() {
        return "bleu";
    }

    @Override
    public String settings() {
        return "bleu|case:mixed|eff:no|tok:13a|smooth:exp";
    }

    @Override
    public double maximum() {
        return 100;
    }

    /** Rows hold the hypothesis length, the reference length, the matches by order and the n-grams by order. */
    @Override
    public double[][] statistics(List<Segment> segments) {
        double[][] rows = new double[segments.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(segments.get(i));
        }
        return rows;
    }

    @Override
    public double score(double[] sums) {
        if (sums.length == 0 || sums[2] == 0) {
            return 0;
        }
        double logs = 0;
        double smoothing = 1;
        for (int order = 0; order < ORDERS; order++) {
            double matches = sums[2 + order];
            double total = sums[2 + ORDERS + order];
            if (total == 0) {
                return 0;
            }
            if (matches == 0) {
                smoothing *= 2;
                matches = 1 / smoothing;
            }
            logs += Math.log(100 * matches / total);
        }
        double brevity = sums[0] < sums[1] ? Math.exp(1 - sums[1] / sums[0]) : 1;
        return brevity * Math.exp(logs / ORDERS);
    }

    /**
     * The score of one text by itself, as sacrebleu's {@code sentence_bleu} gives it: of a text shorter than four words,
     * the orders that it has n-grams of count.
     *
     * @param row of {@link #statistics}
     * @return 0 to 100
     */
    static double sentence(double[] row) {
        if (row[2] == 0) {
            return 0;
        }
        double logs = 0;
        double smoothing = 1;
        int orders = 0;
        while (orders < ORDERS && row[2 + ORDERS + orders] > 0) {
            double matches = row[2 + orders];
            if (matches == 0) {
                smoothing *= 2;
                matches = 1 / smoothing;
            }
            logs += Math.log(100 * matches / row[2 + ORDERS + orders]);
            orders++;
        }
        double brevity = row[0] < row[1] ? Math.exp(1 - row[1] / row[0]) : 1;
        return brevity * Math.exp(logs / orders);
    }

    private static double[] row(Segment segment) {
        List<String> hypothesis = tokens(segment.hypothesis());
        List<List<String>> references = new ArrayList<>();
        segment.references().forEach(reference -> references.add(tokens(reference)));
        double[] row = new double[2 + 2 * ORDERS];
        row[0] = hypothesis.size();
        row[1] = closestLength(hypothesis.size(), references);
        for (int order = 0; order < ORDERS; order++) {
            Map<String, Integer> expected = new HashMap<>();
            for (List<String> reference : references) {
                NGrams.ofWords(reference, order + 1).forEach((nGram, count) -> expected.merge(nGram, count, Math::max));
            }
            Map<String, Integer> given = NGrams.ofWords(hypothesis, order + 1);
            row[2 + order] = NGrams.shared(given, expected);
            row[2 + ORDERS + order] = NGrams.total(given);
        }
        return row;
    }

    private static int closestLength(int length, List<List<String>> references) {
        int closest = references.get(0).size();
        for (List<String> reference : references) {
            int distance = Math.abs(reference.size() - length);
            int best = Math.abs(closest - length);
            if (distance < best || (distance == best && reference.size() < closest)) {
                closest = reference.size();
            }
        }
        return closest;
    }

    static List<String> tokens(String text) {
        String line = Words.stripTrailing(text)
                .replace("<skipped>", "")
                .replace("-\n", "")
                .replace('\n', ' ')
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        line = SYMBOLS.matcher(" " + line + " ").replaceAll(" $1 ");
        line = MARK_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
        line = MARK_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
        return Words.split(DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 "));
    }
}
