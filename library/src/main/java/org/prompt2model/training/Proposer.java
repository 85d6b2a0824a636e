package org.prompt2model.training;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Proposes hyper-parameters for the next trial from what the trials before it reached; the same seed and the same
 * observations give the same proposals. TPE is the tree-structured Parzen estimator of Bergstra et al. (2011, "Algorithms
 * for Hyper-Parameter Optimization", NeurIPS), with Optuna's settings: the best tenth of the trials, at most 25, are good;
 * of 24 values that the density of good ones draws, the one is proposed whose ratio of good to bad density is greatest;
 * each hyper-parameter by itself. A choice is drawn from the good ones.
 */
public final class Proposer {
    /** Trials that are proposed at random before any is by TPE. */
    public static final int RANDOM_TRIALS = 10;

    private static final int DRAWS = 24;
    private static final int MOST_GOOD = 25;

    private final Map<HyperParameter, Candidates> space;
    private final Proposals proposals;
    private final Random random;

    /** A proposer for the space of the options, with their seed. */
    public Proposer(TuningOptions options) {
        space = options.space();
        proposals = options.proposals();
        random = new Random(options.seed());
    }

    /**
     * What a trial reached.
     *
     * @param values its hyper-parameters
     * @param finished whether it ran to its end
     * @param evaluations how far it came
     * @param score higher is better; NaN where it failed
     */
    public record Observation(Map<HyperParameter, Double> values, boolean finished, int evaluations, double score) {
        public Observation {
            values = Map.copyOf(values);
        }

        // A trial that was stopped was bad where it stopped, the worse the earlier; one that failed was worst of all.
        private static final Comparator<Observation> BEST_FIRST = Comparator.comparing(
                        (Observation each) -> !Double.isNaN(each.score))
                .thenComparing(Observation::finished)
                .thenComparingInt(each -> each.finished ? 0 : each.evaluations)
                .thenComparingDouble(Observation::score)
                .reversed();
    }

    /** The hyper-parameters of the next trial, in the order of {@link HyperParameter}; to be asked once a trial. */
    public Map<HyperParameter, Double> next(List<Observation> before) {
        Map<HyperParameter, Double> next = new EnumMap<>(HyperParameter.class);
        boolean guess = proposals == Proposals.RANDOM || before.size() < RANDOM_TRIALS;
        List<Observation> ranked =
                before.stream().sorted(Observation.BEST_FIRST).toList();
        int good = Math.min(MOST_GOOD, (before.size() + 9) / 10);
        space.forEach((parameter, candidates) -> next.put(
                parameter,
                guess
                        ? anywhere(parameter, candidates)
                        : mostPromising(
                                parameter,
                                candidates,
                                values(parameter, ranked.subList(0, good)),
                                values(parameter, ranked.subList(good, ranked.size())))));
        return Collections.unmodifiableMap(next);
    }

    private static double[] values(HyperParameter parameter, List<Observation> trials) {
        return trials.stream()
                .mapToDouble(trial -> trial.values().get(parameter))
                .toArray();
    }

    private double anywhere(HyperParameter parameter, Candidates candidates) {
        if (candidates instanceof Candidates.Interval range) {
            return anywhere(parameter.scale(), range.low(), range.high());
        }
        return anywhere(candidates.extremes());
    }

    private double anywhere(List<Double> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private double anywhere(HyperParameter.Scale scale, double low, double high) {
        return switch (scale) {
            case LINEAR, NAMES -> low + random.nextDouble() * (high - low);
            case LOGARITHMIC -> {
                double from = Math.log(low);
                yield Math.exp(from + random.nextDouble() * (Math.log(high) - from));
            }
            case WHOLE -> {
                int from = (int) Math.round(low);
                yield from + random.nextInt((int) Math.round(high) - from + 1);
            }
        };
    }

    private double mostPromising(HyperParameter parameter, Candidates candidates, double[] good, double[] bad) {
        if (candidates instanceof Candidates.Interval range && range.low() < range.high()) {
            return mostPromising(new Axis(parameter.scale(), range), good, bad);
        }
        return drawn(candidates.extremes(), good);
    }

    private double mostPromising(Axis axis, double[] good, double[] bad) {
        Parzen goods = new Parzen(axis.from(), axis.to(), axis.places(good));
        Parzen bads = new Parzen(axis.from(), axis.to(), axis.places(bad));
        double best = Double.NaN;
        double bestRatio = -1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double value = axis.value(goods.draw(random));
            double ratio = goods.density(axis.place(value)) / bads.density(axis.place(value));
            if (ratio > bestRatio) {
                best = value;
                bestRatio = ratio;
            }
        }
        return best;
    }

    /** From the density of good ones: the greatest ratio of so few values would be that of the first good one for ever. */
    private double drawn(List<Double> choices, double[] good) {
        // One kernel more than there are observations: the prior, under which all are alike.
        int kernel = random.nextInt(good.length + 1);
        return kernel < good.length ? good[kernel] : anywhere(choices);
    }
}
