package org.prompt2model.training;

import java.util.Locale;

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
    LABEL_SMOOTHING(Scale.LINEAR);

    private final Scale scale;

    HyperParameter(Scale scale) {
        this.scale = scale;
    }

    /** Where distances between values are measured. */
    enum Scale {
        LINEAR,
        LOGARITHMIC,
        WHOLE
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
     * @throws org.prompt2model.corpus.Prompt2ModelException if no training takes that value
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
        };
    }
}
