package org.prompt2model.evaluation;

import java.util.List;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How predictions are scored.
 *
 * @param metrics names of {@link Metrics#names()} in the order to show them; none for the default ones: exact match,
 *     SQuAD exact match and F1, chrF++, and before them accuracy and macro-F1 where the outputs are few (see
 *     {@link Outputs#few})
 * @param resamples bootstrap resamples behind each interval, 40 to 1,000,000
 * @param seed of the resamples
 */
public record EvaluationOptions(List<String> metrics, int resamples, long seed) {
    private static final int FEWEST = 40;
    private static final int MOST = 1_000_000;

    public EvaluationOptions {
        metrics = List.copyOf(metrics);
        metrics.forEach(Metrics::named);
        if (resamples < FEWEST || resamples > MOST) {
            throw new Prompt2ModelException(
                    "An interval from " + resamples + " resamples cannot be made",
                    "a 95% interval needs " + FEWEST + " resamples or more, and over " + MOST + " change nothing",
                    "choose resamples(1000)");
        }
    }

    /** The default metrics, 1,000 resamples, seed 12345 (sacrebleu's). */
    public static EvaluationOptions defaults() {
        return new EvaluationOptions(List.of(), Significance.BOOTSTRAP_RESAMPLES, 12_345);
    }

    /** These metrics, in this order. */
    public EvaluationOptions metrics(String... names) {
        return new EvaluationOptions(List.of(names), resamples, seed);
    }

    /** Another number of resamples. */
    public EvaluationOptions resamples(int number) {
        return new EvaluationOptions(metrics, number, seed);
    }

    /** Another seed. */
    public EvaluationOptions seed(long number) {
        return new EvaluationOptions(metrics, resamples, number);
    }
}
