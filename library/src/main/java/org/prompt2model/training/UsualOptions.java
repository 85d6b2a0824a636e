package org.prompt2model.training;

import org.prompt2model.model.Checkpoint;
import org.prompt2model.model.ModelFamily;

/** Settings that suit a base model and the number of rows. */
final class UsualOptions {
    static final int STEPS_FROM_SCRATCH = 3_000;
    private static final int FEWEST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 60;

    private UsualOptions() {}

    /** See {@link TrainingOptions#suiting}. */
    static TrainingOptions suiting(String model, int trainingRows) {
        TrainingOptions options = TrainingOptions.defaults();
        if (model.equals(FineTuning.CLASSIFIER)) {
            return options.epochs(60).batchSize(32).learningRate(1e-2).evaluations(20);
        }
        if (!model.equals(FineTuning.NANO)) {
            return suitingCheckpoint(model);
        }
        long epochs = Math.round((double) STEPS_FROM_SCRATCH * options.batchSize() / Math.max(1, trainingRows));
        return options.epochs((int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, epochs)));
    }

    // Rates about which the families are usually fine-tuned; decoders were pretrained without dropout, and stay so.
    private static TrainingOptions suitingCheckpoint(String model) {
        TrainingOptions usual =
                TrainingOptions.defaults().epochs(10).batchSize(16).evaluations(10);
        ModelFamily family =
                Checkpoint.find(model).isPresent() ? Checkpoint.open(model).family() : ModelFamily.T5;
        return switch (family) {
            case T5 -> usual.learningRate(3e-4).dropout(0.1);
            case ENCODER -> usual.learningRate(5e-5).dropout(0.1);
            case LLAMA -> usual.epochs(5).learningRate(1e-4);
        };
    }
}
