package org.prompt2model.evaluation;

import java.util.Arrays;
import java.util.Random;
import org.prompt2model.run.StageInterruptedException;

/**
 * Percentile bootstrap over segments (Koehn 2004, "Statistical significance tests for machine translation evaluation";
 * bounds as in sacrebleu's {@code estimate_ci}). {@link Random}'s sequence is fixed by its contract, so the same seed
 * gives the same interval in every JVM.
 */
final class Bootstrap {
    private Bootstrap() {}

    /** An interval that holds 95% of the resampled scores. */
    record Interval(double low, double high) {}

    /** Scores of the resamples; models with equally many rows get the same resamples from the same seed. */
    static double[] scores(Metric metric, double[][] rows, int resamples, long seed) {
        Random random = new Random(seed);
        double[] scores = new double[resamples];
        for (int sample = 0; sample < resamples; sample++) {
            StageInterruptedException.check("evaluate", "Nothing is kept of a score; run the cell again.");
            double[] sums = new double[rows[0].length];
            for (int draw = 0; draw < rows.length; draw++) {
                Sums.add(sums, rows[random.nextInt(rows.length)]);
            }
            scores[sample] = metric.score(sums);
        }
        return scores;
    }

    /** The middle 95%: a fortieth of the scores lies below and a fortieth above. */
    static Interval interval(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int tail = sorted.length / 40;
        return new Interval(sorted[tail], sorted[sorted.length - tail - 1]);
    }
}
