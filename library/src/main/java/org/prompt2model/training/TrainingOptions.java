package org.prompt2model.training;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.prompt2model.corpus.OptionRange;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Optimizer;

/**
 * How to fine-tune.
 *
 * @param name the student's name; empty for one made of the base model and the data
 * @param seed seed of first weights, order of rows and dropout
 * @param epochs passes over the training split, 1 to 1,000
 * @param batchSize rows of a step, 1 to 4,096
 * @param learningRate highest learning rate, above 0, at most 1
 * @param warmup share of the steps in which the learning rate rises, 0 to 1
 * @param schedule how it falls afterwards
 * @param optimizer how gradients move the weights
 * @param accumulation parts of a batch that are worked on one after the other, 1 to 4,096: more need less memory
 * @param weightDecay decoupled weight decay of matrices, 0 to 1
 * @param clipNorm largest global norm of the gradient, above 0
 * @param dropout share of activations set to 0, 0 to below 1
 * @param evaluations times that the validation split is scored, evenly spread, 1 to 1,000
 * @param patience evaluations without a better score after which training stops
 * @param precision number format of the arithmetic
 * @param activationCheckpointing whether a step keeps only what enters each layer and computes the rest again on the way
 *     back: a third more arithmetic for a fraction of the activations' memory, the same figures
 * @param labelSmoothing share of each label's probability that the loss spreads over all of them, 0 to below 1
 * @param longInputs what becomes of training rows whose input is longer than the model takes
 * @param lora adapters that are trained in place of the weights of a Llama-family checkpoint; empty to train the weights
 */
public record TrainingOptions(
        String name,
        long seed,
        int epochs,
        int batchSize,
        double learningRate,
        double warmup,
        Schedule schedule,
        Optimizer optimizer,
        int accumulation,
        double weightDecay,
        double clipNorm,
        double dropout,
        int evaluations,
        int patience,
        Precision precision,
        boolean activationCheckpointing,
        double labelSmoothing,
        LongInputs longInputs,
        Optional<LoraOptions> lora) {

    public TrainingOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(longInputs, "longInputs");
        range("labelSmoothing", labelSmoothing, 0, 0.99);
        Objects.requireNonNull(lora, "lora");
        range("epochs", epochs, 1, 1_000);
        range("batchSize", batchSize, 1, 4_096);
        range("learningRate", learningRate, 1e-9, 1);
        range("warmup", warmup, 0, 1);
        range("accumulation", accumulation, 1, 4_096);
        range("weightDecay", weightDecay, 0, 1);
        range("clipNorm", clipNorm, 1e-9, 1e9);
        range("dropout", dropout, 0, 0.99);
        range("evaluations", evaluations, 1, 1_000);
        range("patience", patience, 1, 1_000);
        if (!name.matches("[\\p{L}\\p{N}._-]{0,80}")) {
            throw new Prompt2ModelException(
                    "'" + name + "' cannot name a student",
                    "the name becomes a folder: at most 80 letters, digits, '.', '_' and '-'",
                    "choose a name such as dates-1");
        }
    }

    /** Settings with which {@code prompt2model/byt5-nano} learns a task of copying and mapping from scratch. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                "",
                42,
                20,
                64,
                1e-3,
                0.05,
                Schedule.COSINE,
                Optimizer.ADAMW,
                1,
                0.01,
                1,
                0,
                12,
                5,
                Precision.AUTO,
                false,
                0,
                LongInputs.TRUNCATE,
                Optional.empty());
    }

    /**
     * Settings that suit a base model and the data: for a network from scratch, as many epochs as make about
     * {@value UsualOptions#STEPS_FROM_SCRATCH} steps, for it learns by steps whether rows are many or repeated; longer and steeper
     * for a head on fixed embeddings; smaller steps, with dropout, from a checkpoint's weights, which know a lot already.
     *
     * @param model {@link FineTuning#NANO}, {@link FineTuning#CLASSIFIER}, or a checkpoint's folder or id
     * @param trainingRows rows of the training split
     */
    public static TrainingOptions suiting(String model, int trainingRows) {
        return UsualOptions.suiting(model, trainingRows);
    }

    private static void range(String name, double value, double low, double high) {
        OptionRange.require(name, value, low, high, "TrainingOptions.defaults()." + name + "(...)");
    }

    /** These options with another name: the student's name. */
    public TrainingOptions name(String value) {
        return with(draft -> draft.name = value);
    }

    /** These options with another seed: seed of everything random. */
    public TrainingOptions seed(long value) {
        return with(draft -> draft.seed = value);
    }

    /** These options with another epochs: passes over the training split. */
    public TrainingOptions epochs(int value) {
        return with(draft -> draft.epochs = value);
    }

    /** These options with another batchSize: rows of a step. */
    public TrainingOptions batchSize(int value) {
        return with(draft -> draft.batchSize = value);
    }

    /** These options with another learningRate: highest learning rate. */
    public TrainingOptions learningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    /** These options with another warmup: share of steps in which the learning rate rises. */
    public TrainingOptions warmup(double value) {
        return with(draft -> draft.warmup = value);
    }

    /** These options with another schedule: how the learning rate falls. */
    public TrainingOptions schedule(Schedule value) {
        return with(draft -> draft.schedule = value);
    }

    /** These options with another optimizer: how gradients move the weights. */
    public TrainingOptions optimizer(Optimizer value) {
        return with(draft -> draft.optimizer = value);
    }

    /** These options with another accumulation: parts of a batch that are worked on one after the other. */
    public TrainingOptions accumulation(int value) {
        return with(draft -> draft.accumulation = value);
    }

    /** These options with another weightDecay: decoupled weight decay of matrices. */
    public TrainingOptions weightDecay(double value) {
        return with(draft -> draft.weightDecay = value);
    }

    /** These options with another clipNorm: largest norm of the gradient. */
    public TrainingOptions clipNorm(double value) {
        return with(draft -> draft.clipNorm = value);
    }

    /** These options with another dropout: share of activations set to 0. */
    public TrainingOptions dropout(double value) {
        return with(draft -> draft.dropout = value);
    }

    /** These options with another evaluations: times that the validation split is scored. */
    public TrainingOptions evaluations(int value) {
        return with(draft -> draft.evaluations = value);
    }

    /** These options with another patience: evaluations without a better score before training stops. */
    public TrainingOptions patience(int value) {
        return with(draft -> draft.patience = value);
    }

    /** These options with another precision: number format of the arithmetic. */
    public TrainingOptions precision(Precision value) {
        return with(draft -> draft.precision = value);
    }

    /** These options with or without activationCheckpointing: computing again in the place of keeping in memory. */
    public TrainingOptions activationCheckpointing(boolean value) {
        return with(draft -> draft.activationCheckpointing = value);
    }

    /** These options with another labelSmoothing: share of a label's probability spread over all. */
    public TrainingOptions labelSmoothing(double value) {
        return with(draft -> draft.labelSmoothing = value);
    }

    /** These options with another longInputs: what becomes of inputs longer than the model takes. */
    public TrainingOptions longInputs(LongInputs value) {
        return with(draft -> draft.longInputs = value);
    }

    /** These options with adapters of low rank in place of the weights: their rank, and their strength, usually twice that. */
    public TrainingOptions lora(int rank, double alpha) {
        return lora(LoraOptions.of(rank, alpha));
    }

    /** These options with adapters of low rank in place of the weights. */
    public TrainingOptions lora(LoraOptions value) {
        return with(draft -> draft.lora = Optional.of(value));
    }

    private TrainingOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The same values, to be changed one at a time. */
    private static final class Draft {
        private String name;
        private long seed;
        private int epochs;
        private int batchSize;
        private double learningRate;
        private double warmup;
        private Schedule schedule;
        private Optimizer optimizer;
        private int accumulation;
        private double weightDecay;
        private double clipNorm;
        private double dropout;
        private int evaluations;
        private int patience;
        private Precision precision;
        private boolean activationCheckpointing;
        private double labelSmoothing;
        private LongInputs longInputs;
        private Optional<LoraOptions> lora;

        Draft(TrainingOptions from) {
            name = from.name;
            seed = from.seed;
            epochs = from.epochs;
            batchSize = from.batchSize;
            learningRate = from.learningRate;
            warmup = from.warmup;
            schedule = from.schedule;
            optimizer = from.optimizer;
            accumulation = from.accumulation;
            weightDecay = from.weightDecay;
            clipNorm = from.clipNorm;
            dropout = from.dropout;
            evaluations = from.evaluations;
            patience = from.patience;
            precision = from.precision;
            activationCheckpointing = from.activationCheckpointing;
            labelSmoothing = from.labelSmoothing;
            longInputs = from.longInputs;
            lora = from.lora;
        }

        TrainingOptions options() {
            return new TrainingOptions(
                    name,
                    seed,
                    epochs,
                    batchSize,
                    learningRate,
                    warmup,
                    schedule,
                    optimizer,
                    accumulation,
                    weightDecay,
                    clipNorm,
                    dropout,
                    evaluations,
                    patience,
                    precision,
                    activationCheckpointing,
                    labelSmoothing,
                    longInputs,
                    lora);
        }
    }
}
