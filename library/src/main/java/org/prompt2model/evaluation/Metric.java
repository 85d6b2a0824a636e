package org.prompt2model.evaluation;

import java.util.List;

/**
 * A score of a whole corpus that depends on its segments through a sum of statistics alone, so that thousands of
 * resamples cost additions only.
 *
 * <p>An implementation owes two things: {@link #statistics} gives every segment a row of the same length, and
 * {@link #score} is a pure function of any sum of such rows. Neither may keep state.
 */
public interface Metric {
    /** Name in tables, lower case. */
    String name();

    /** Every setting that changes the score, {@code key:value} joined by {@code |}, as in sacrebleu's signatures. */
    String settings();

    /** The score of a perfect answer: 1, or 100 for the metrics of machine translation. */
    double maximum();

    /** One row of additive statistics a segment, in their order. */
    double[][] statistics(List<Segment> segments);

    /**
     * The corpus score.
     *
     * @param sums rows of {@link #statistics} added up
     * @return 0 to {@link #maximum()}
     */
    double score(double[] sums);

    /** The score of these segments together. */
    default double score(List<Segment> segments) {
        return score(Sums.of(statistics(segments)));
    }
}
