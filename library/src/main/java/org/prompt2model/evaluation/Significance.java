package org.prompt2model.evaluation;

import java.util.List;
import java.util.Random;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.run.StageInterruptedException;

/**
 * Whether the difference between two systems on the same segments could be chance. Two-sided p-values as in sacrebleu's
 * {@code significance.py}; the smallest possible one is 1 / (trials + 1).
 */
public final class Significance {
    /** Resamples of the paired bootstrap in the reference implementation. */
    public static final int BOOTSTRAP_RESAMPLES = 1_000;
    /** Trials of approximate randomization in the reference implementation. */
    public static final int RANDOMIZATION_TRIALS = 10_000;

    private Significance() {}

    /**
     * Paired bootstrap (Koehn 2004): with d the absolute difference of the two scores on a resample, the share of
     * resamples where d - mean(d) exceeds the real difference.
     *
     * @param one the first system's segments
     * @param other the second system's, in the same order
     * @return above 0 and at most 1
     */
    public static double pairedBootstrap(
            Metric metric, List<Segment> one, List<Segment> other, int resamples, long seed) {
        check(one, other);
        return pairedBootstrap(metric, metric.statistics(one), metric.statistics(other), resamples, seed);
    }

    /**
     * Approximate randomization (Riezler and Maxwell 2005): each segment's two answers change sides with probability one
     * half; the share of trials where the difference exceeds the real one.
     *
     * @param one the first system's segments
     * @param other the second system's, in the same order
     * @return above 0 and at most 1
     */
    public static double approximateRandomization(
            Metric metric, List<Segment> one, List<Segment> other, int trials, long seed) {
        check(one, other);
        return approximateRandomization(metric, metric.statistics(one), metric.statistics(other), trials, seed);
    }

    static double pairedBootstrap(Metric metric, double[][] one, double[][] other, int resamples, long seed) {
        double[] ones = Bootstrap.scores(metric, one, resamples, seed);
        double[] others = Bootstrap.scores(metric, other, resamples, seed);
        double[] differences = new double[resamples];
        double mean = 0;
        for (int i = 0; i < resamples; i++) {
            differences[i] = Math.abs(ones[i] - others[i]);
            mean += differences[i] / resamples;
        }
        for (int i = 0; i < resamples; i++) {
            differences[i] -= mean;
        }
        return p(differences, difference(metric, Sums.of(one), Sums.of(other)));
    }

    static double approximateRandomization(Metric metric, double[][] one, double[][] other, int trials, long seed) {
        Random random = new Random(seed);
        double[] differences = new double[trials];
        for (int trial = 0; trial < trials; trial++) {
            StageInterruptedException.check("compare", "Nothing is kept of a test of significance.");
            double[] left = new double[one[0].length];
            double[] right = new double[one[0].length];
            for (int i = 0; i < one.length; i++) {
                boolean stay = random.nextBoolean();
                Sums.add(left, stay ? one[i] : other[i]);
                Sums.add(right, stay ? other[i] : one[i]);
            }
            differences[trial] = difference(metric, left, right);
        }
        return p(differences, difference(metric, Sums.of(one), Sums.of(other)));
    }

    private static double difference(Metric metric, double[] one, double[] other) {
        return Math.abs(metric.score(one) - metric.score(other));
    }

    private static double p(double[] differences, double real) {
        int above = 0;
        for (double difference : differences) {
            above += difference > real ? 1 : 0;
        }
        return (above + 1.0) / (differences.length + 1);
    }

    private static void check(List<Segment> one, List<Segment> other) {
        if (one.isEmpty() || one.size() != other.size()) {
            throw new Prompt2ModelException(
                    "Two systems with " + one.size() + " and " + other.size() + " answers cannot be tested in pairs",
                    "a paired test needs at least one segment, and both answers to each",
                    "predict the same test table with both");
        }
    }
}
