package org.prompt2model.evaluation;

import java.util.Objects;

/**
 * How models are compared.
 *
 * @param scoring the metrics with their intervals; the first metric is the one that the p-value is about
 * @param test the test of significance
 * @param trials resamples or trials of that test, 40 to 1,000,000
 */
public record ComparisonOptions(EvaluationOptions scoring, Test test, int trials) {
    /** Tests of significance on pairs of answers, see {@link Significance}. */
    public enum Test {
        /** Segments are drawn with replacement. */
        PAIRED_BOOTSTRAP,
        /** Answers change sides with probability one half. */
        APPROXIMATE_RANDOMIZATION
    }

    public ComparisonOptions {
        Objects.requireNonNull(scoring, "scoring");
        Objects.requireNonNull(test, "test");
        scoring.resamples(trials);
    }

    /** The default metrics and a paired bootstrap of 1,000 resamples. */
    public static ComparisonOptions defaults() {
        return new ComparisonOptions(
                EvaluationOptions.defaults(), Test.PAIRED_BOOTSTRAP, Significance.BOOTSTRAP_RESAMPLES);
    }

    /** These metrics, in this order; the p-value is about the first. */
    public ComparisonOptions metrics(String... names) {
        return new ComparisonOptions(scoring.metrics(names), test, trials);
    }

    /** Another number of resamples behind each interval. */
    public ComparisonOptions resamples(int number) {
        return new ComparisonOptions(scoring.resamples(number), test, trials);
    }

    /** Another seed of intervals and tests. */
    public ComparisonOptions seed(long number) {
        return new ComparisonOptions(scoring.seed(number), test, trials);
    }

    /** Another test with its usual number of trials. */
    public ComparisonOptions test(Test next) {
        return new ComparisonOptions(
                scoring,
                next,
                next == Test.PAIRED_BOOTSTRAP ? Significance.BOOTSTRAP_RESAMPLES : Significance.RANDOMIZATION_TRIALS);
    }

    /** Another number of trials of the test. */
    public ComparisonOptions trials(int number) {
        return new ComparisonOptions(scoring, test, number);
    }
}
