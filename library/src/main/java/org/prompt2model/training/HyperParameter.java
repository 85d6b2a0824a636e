package org.prompt2model.training;

import java.util.List;
import java.util.Locale;
import org.prompt2model.corpus.Prompt2ModelException;
import org.prompt2model.model.LoraOptions;
import org.prompt2model.model.Optimizer;

/** A setting of {@link TrainingOptions} that a search can choose. Its column is its name in lower case. */
public enum HyperParameter {
    /** Searched on a logarithmic scale. */
    LEARNING_RATE(Scale.LOGARITHMIC),
    /** Searched on a logarithmic scale. */
    WEIGHT_DECAY(Scale.LOGARITHMIC),
    /** Whole numbers. */
    EPOCHS(Scale.WHOLE),
    /** Whole numbers. */
    BATCH_SIZE(Scale.WHOLE),
    /** Share of the steps. */
    WARMUP(Scale.LINEAR),
    /** Share of activations. */
    DROPOUT(Scale.LINEAR),
    /** Searched on a logarithmic scale. */
    CLIP_NORM(Scale.LOGARITHMIC),
    /** Share of a label's probability. */
    LABEL_SMOOTHING(Scale.LINEAR),
    /** Some of {@link Schedule}, by their place there. */
    SCHEDULE(Schedule.values()),
    /** Some of {@link Optimizer}, by their place there. */
    OPTIMIZER(Optimizer.values()),
    /**
     * Whole numbers. Adapters of a rank are as strong for their rank as those that the training has otherwise, or alpha
     * is twice the rank where it has none. For checkpoints of the Llama family alone.
     */
    LORA_RANK(Scale.WHOLE);

    private final Scale scale;
    // Enums are immutable, and so is this list.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Enum<?>> names;

    HyperParameter(Scale scale) {
        this.scale = scale;
        names = List.of();
    }

    HyperParameter(Enum<?>... names) {
        scale = Scale.NAMES;
        this.names = List.of(names);
    }

    /** Where distances between values are measured. */
    enum Scale {
        LINEAR,
        LOGARITHMIC,
        WHOLE,
        /** No distances: one of a few names. */
        NAMES
    }

    Scale scale() {
        return scale;
    }

    /** Name of its column in a table of trials. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The options with this setting changed.
     *
     * @throws Prompt2ModelException if no training takes that value
     */
    TrainingOptions set(TrainingOptions options, double value) {
        return switch (this) {
            case LEARNING_RATE -> options.learningRate(value);
            case WEIGHT_DECAY -> options.weightDecay(value);
            case EPOCHS -> options.epochs((int) Math.round(value));
            case BATCH_SIZE -> options.batchSize((int) Math.round(value));
            case WARMUP -> options.warmup(value);
            case DROPOUT -> options.dropout(value);
            case CLIP_NORM -> options.clipNorm(value);
            case LABEL_SMOOTHING -> options.labelSmoothing(value);
            case SCHEDULE -> options.schedule((Schedule) named(value));
            case OPTIMIZER -> options.optimizer((Optimizer) named(value));
            case LORA_RANK -> options.lora(adapters(options, (int) Math.round(value)));
        };
    }

    private static LoraOptions adapters(TrainingOptions options, int rank) {
        return options.lora()
                .map(lora -> lora.rank(rank).alpha(lora.alpha() * rank / lora.rank()))
                .orElseGet(() -> LoraOptions.of(rank, 2.0 * rank));
    }

    private Enum<?> named(double value) {
        if (value != Math.rint(value) || value < 0 || value >= names.size()) {
            throw new Prompt2ModelException(
                    column() + " has no value " + value,
                    "its values are " + names + ", counted from 0",
                    "name them: TuningOptions.defaults().schedules(Schedule.COSINE, Schedule.LINEAR), or optimizers(...)");
        }
        return names.get((int) value);
    }

    /** A value in words: a name, a whole number, or four digits. */
    String words(double value) {
        return switch (scale) {
            case NAMES -> named(value).name();
            case WHOLE -> Long.toString(Math.round(value));
            case LINEAR, LOGARITHMIC -> String.format(Locale.ROOT, "%.4g", value);
        };
    }
}
