package org.prompt2model.training;

import java.util.Objects;
import org.prompt2model.corpus.Prompt2ModelException;

/**
 * How to search for hyper-parameters: seeded random search (Bergstra and Bengio 2012, JMLR 13).
 *
 * @param trials trainings in all, 1 to 1,000
 * @param seed seed of the proposals
 * @param learningRate range, drawn evenly on a logarithmic scale
 * @param weightDecay range, drawn evenly on a logarithmic scale
 * @param epochs range, both ends included
 * @param training everything that is not searched
 */
public record TuningOptions(
        int trials, long seed, Range learningRate, Range weightDecay, Range epochs, TrainingOptions training) {

    /**
     * A range of a hyper-parameter.
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
        if (trials < 1 || trials > 1_000) {
            throw new Prompt2ModelException(
                    "trials is " + trials,
                    "it must be from 1 to 1000",
                    "change it: TuningOptions.defaults().trials(...)");
        }
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(weightDecay, "weightDecay");
        Objects.requireNonNull(epochs, "epochs");
        Objects.requireNonNull(training, "training");
    }

    /** Four short trainings around the default settings. */
    public static TuningOptions defaults() {
        return new TuningOptions(
                4, 42, new Range(3e-4, 2e-3), new Range(1e-3, 1e-1), new Range(4, 8), TrainingOptions.defaults());
    }

    /** The ranges of Prompt2Model (arXiv 2308.12261), made for pretrained models. */
    public static TuningOptions paper() {
        return new TuningOptions(
                10, 42, new Range(4e-5, 1e-1), new Range(4e-5, 1e-1), new Range(5, 15), TrainingOptions.defaults());
    }

    /** These options with another number of trainings. */
    public TuningOptions trials(int value) {
        return new TuningOptions(value, seed, learningRate, weightDecay, epochs, training);
    }

    /** These options with another seed of the proposals. */
    public TuningOptions seed(long value) {
        return new TuningOptions(trials, value, learningRate, weightDecay, epochs, training);
    }

    /** These options with another range of the learning rate. */
    public TuningOptions learningRate(double low, double high) {
        return new TuningOptions(trials, seed, new Range(low, high), weightDecay, epochs, training);
    }

    /** These options with another range of the weight decay. */
    public TuningOptions weightDecay(double low, double high) {
        return new TuningOptions(trials, seed, learningRate, new Range(low, high), epochs, training);
    }

    /** These options with another range of epochs. */
    public TuningOptions epochs(int low, int high) {
        return new TuningOptions(trials, seed, learningRate, weightDecay, new Range(low, high), training);
    }

    /** These options with other settings for what is not searched. */
    public TuningOptions training(TrainingOptions value) {
        return new TuningOptions(trials, seed, learningRate, weightDecay, epochs, value);
    }
}
