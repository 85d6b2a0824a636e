package org.prompt2model.training;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.Optimizer;

/**
 * How to search for hyper-parameters.
 *
 * @param trials trainings at most, 1 to 1,000
 * @param seed seed of the proposals
 * @param space what is searched; the rest is as {@code training} has it
 * @param proposals how values are proposed
 * @param halving how trials that promise little are stopped; empty to let each run to its end
 * @param budget time for all trainings together, those before an interruption included; after it none is begun, and the
 *     running one ends at its next evaluation. Empty for no limit
 * @param training everything that is not searched
 */
public record TuningOptions(
        int trials,
        long seed,
        Map<HyperParameter, Candidates> space,
        Proposals proposals,
        Optional<Halving> halving,
        Optional<Duration> budget,
        TrainingOptions training) {

    /**
     * A range of a hyper-parameter on a logarithmic scale.
     *
     * @param low above 0
     * @param high at least {@code low}
     */
    public record Range(double low, double high) {
        public Range {
            if (!(low > 0 && high >= low && Double.isFinite(high))) {
                throw new Prompt2ModelException(
                        "The range from " + low + " to " + high + " cannot be searched",
                        "its ends must be above 0, and the second not below the first",
                        "give new TuningOptions.Range(low, high) with low first");
            }
        }
    }

    public TuningOptions {
        OptionRange.require("trials", trials, 1, 1_000, "TuningOptions.defaults().trials(10)");
        Objects.requireNonNull(proposals, "proposals");
        Objects.requireNonNull(halving, "halving");
        Objects.requireNonNull(training, "training");
        if (budget.isPresent() && (budget.get().isNegative() || budget.get().isZero())) {
            throw new Prompt2ModelException(
                    "The budget is " + budget.get().toMillis() / 60_000.0 + " minutes",
                    "it must be above 0",
                    "change it: TuningOptions.defaults().minutes(...), or leave it out for no limit");
        }
        // An EnumMap keeps one order in every JVM, and with it proposals and fingerprints.
        Map<HyperParameter, Candidates> ordered = new EnumMap<>(HyperParameter.class);
        ordered.putAll(space);
        space = Collections.unmodifiableMap(ordered);
        for (Map.Entry<HyperParameter, Candidates> each : space.entrySet()) {
            requireTrainable(each.getKey(), each.getValue(), training);
        }
    }

    private static void requireTrainable(HyperParameter parameter, Candidates candidates, TrainingOptions training) {
        if (candidates instanceof Candidates.Interval interval
                && parameter.scale() == HyperParameter.Scale.LOGARITHMIC) {
            new Range(interval.low(), interval.high());
        }
        if (candidates instanceof Candidates.Interval && parameter.scale() == HyperParameter.Scale.NAMES) {
            throw new Prompt2ModelException(
                    "A " + parameter.column() + " has no range",
                    "it is one of a few names, which have no order",
                    "name those to try: schedules(Schedule.COSINE, Schedule.LINEAR), or optimizers(...)");
        }
        candidates.extremes().forEach(value -> parameter.set(training, value));
    }

    /** Four short trainings around the default settings. */
    public static TuningOptions defaults() {
        return new TuningOptions(
                        4,
                        42,
                        Map.of(),
                        Proposals.TPE,
                        Optional.of(new Halving(3, 2)),
                        Optional.empty(),
                        TrainingOptions.defaults())
                .learningRate(3e-4, 2e-3)
                .weightDecay(1e-3, 1e-1)
                .epochs(4, 8);
    }

    /** The space of Prompt2Model (arXiv 2308.12261), made for pretrained models, and four batch sizes of ours. */
    public static TuningOptions paper() {
        return defaults()
                .trials(10)
                .learningRate(4e-5, 1e-1)
                .weightDecay(4e-5, 1e-1)
                .epochs(5, 15)
                .choose(HyperParameter.BATCH_SIZE, 4, 8, 16, 32);
    }

    /** These options with another number of trainings. */
    public TuningOptions trials(int value) {
        return new TuningOptions(value, seed, space, proposals, halving, budget, training);
    }

    /** These options with another seed of the proposals. */
    public TuningOptions seed(long value) {
        return new TuningOptions(trials, value, space, proposals, halving, budget, training);
    }

    /** These options with another range of the learning rate. */
    public TuningOptions learningRate(double low, double high) {
        return range(HyperParameter.LEARNING_RATE, low, high);
    }

    /** These options with another range of the weight decay. */
    public TuningOptions weightDecay(double low, double high) {
        return range(HyperParameter.WEIGHT_DECAY, low, high);
    }

    /** These options with another range of epochs. */
    public TuningOptions epochs(int low, int high) {
        return range(HyperParameter.EPOCHS, low, high);
    }

    /** These options with a range, both ends included, for a hyper-parameter. */
    public TuningOptions range(HyperParameter parameter, double low, double high) {
        return search(parameter, new Candidates.Interval(low, high));
    }

    /** These options with a few values for a hyper-parameter. */
    public TuningOptions choose(HyperParameter parameter, double... values) {
        return search(
                parameter, new Candidates.Choice(Arrays.stream(values).boxed().toList()));
    }

    /** These options with some ways for the learning rate to fall. */
    public TuningOptions schedules(Schedule... values) {
        return choose(HyperParameter.SCHEDULE, places(values));
    }

    /** These options with some optimizers. */
    public TuningOptions optimizers(Optimizer... values) {
        return choose(HyperParameter.OPTIMIZER, places(values));
    }

    /** These options with adapters of some ranks, for a checkpoint of the Llama family. */
    public TuningOptions loraRanks(int... values) {
        return choose(
                HyperParameter.LORA_RANK, Arrays.stream(values).asDoubleStream().toArray());
    }

    private static double[] places(Enum<?>... values) {
        return Arrays.stream(values).mapToDouble(Enum::ordinal).toArray();
    }

    /** These options without an end: whatever search differs only in its end begins as this one. */
    TuningOptions endless() {
        return new TuningOptions(1_000, seed, space, proposals, halving, Optional.empty(), training.name(""));
    }

    private TuningOptions search(HyperParameter parameter, Candidates candidates) {
        Map<HyperParameter, Candidates> changed = new EnumMap<>(HyperParameter.class);
        changed.putAll(space);
        changed.put(parameter, candidates);
        return space(changed);
    }

    /** These options with another space, the whole of it: what it does not name is as {@code training} has it. */
    public TuningOptions space(Map<HyperParameter, Candidates> value) {
        return new TuningOptions(trials, seed, value, proposals, halving, budget, training);
    }

    /** These options with another way of proposing values. */
    public TuningOptions proposals(Proposals value) {
        return new TuningOptions(trials, seed, space, value, halving, budget, training);
    }

    /** These options with another rule for stopping trials early. */
    public TuningOptions halving(int eta, int first) {
        return new TuningOptions(
                trials, seed, space, proposals, Optional.of(new Halving(eta, first)), budget, training);
    }

    /** These options with each trial running to its end. */
    public TuningOptions withoutHalving() {
        return new TuningOptions(trials, seed, space, proposals, Optional.empty(), budget, training);
    }

    /** These options with a budget in minutes, which may be a fraction. */
    public TuningOptions minutes(double value) {
        Duration time = Duration.ofNanos(Math.round(value * 60e9));
        return new TuningOptions(trials, seed, space, proposals, halving, Optional.of(time), training);
    }

    /** These options with other settings for what is not searched. */
    public TuningOptions training(TrainingOptions value) {
        return new TuningOptions(trials, seed, space, proposals, halving, budget, value);
    }
}
